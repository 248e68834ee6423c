using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

public sealed class NormalizeMinMaxTests : StepContract
{
    protected override VisionStep Step => new NormalizeMinMax("Tensor", "Image") { PerChannel = true, Order = ChannelOrder.Bgr, Layout = TensorLayout.Hwc };

    protected override string[] Inputs => ["Image"];

    protected override string[] Outputs => ["Tensor"];

    protected override (string, string) Wrong => ("Image", "Image");

    [Theory]
    [InlineData(MLPixelFormat.Bgra32)]
    [InlineData(MLPixelFormat.Rgba32)]
    public void The_least_becomes_0_and_the_most_1(MLPixelFormat format)
    {
        var data = Maps.View(Context, format, new(50, 10, 100), new(60, 30, 100), new(70, 110, 100));
        Assert.Equal("Map=[0.4,0.5,0.6,0,0.2,1,0.9,0.9,0.9]", Text(Context.Vision().NormalizeMinMax("Map")));
        Assert.Equal("Map=[0,0.5,1,0,0.2,1,0,0,0]", Text(Context.Vision().NormalizeMinMax("Map", perChannel: true)));
        Assert.Equal("Map=[0,0,0,0,0.2,0.5,0,1,1]", Text(Context.Vision().NormalizeMinMax("Map", perChannel: true, order: ChannelOrder.Bgr, layout: TensorLayout.Hwc)));

        string Text(VisionEstimator estimator) => Rows.Of(estimator.Fit(data).Transform(data), "Map").Single();
    }
}
