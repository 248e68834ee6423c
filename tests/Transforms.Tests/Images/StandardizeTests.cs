using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

public sealed class StandardizeTests : StepContract
{
    protected override VisionStep Step => new Standardize("Tensor", "Unit");

    protected override string[] Inputs => ["Unit"];

    protected override string[] Outputs => ["Tensor"];

    protected override (string, string) Wrong => ("Unit", "Vector<Single>");

    protected override IDataView Data => Unit(Context.Vision().Normalize("Unit", "Image"));

    [Theory]
    [InlineData(TensorLayout.Chw)]
    [InlineData(TensorLayout.Hwc)]
    public void It_gives_what_the_preset_gives_on_the_picture(TensorLayout layout)
    {
        var data = Unit(Context.Vision().Normalize("Unit", "Image", new() { Layout = layout }));
        var got = Floats(Context.Vision().Standardize("Unit", layout: layout).Fit(data).Transform(data));
        var expected = Floats(Unit(Context.Vision().Normalize("Unit", "Image", TensorFormat.ImageNet with { Layout = layout })));
        Assert.All(expected.Zip(got), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Values_that_are_not_in_0_to_1_are_an_error_that_names_one()
    {
        var data = Unit(Context.Vision().Normalize("Unit", "Image", new() { Normalization = ChannelNormalization.None }));
        var error = Assert.Throws<InvalidOperationException>(() => Floats(Context.Vision().Standardize("Unit").Fit(data).Transform(data)));
        Assert.Contains("Row 0", error.Message);
        Assert.Contains("'Unit'", error.Message);
        Assert.Contains("0..1", error.Message);
        var signed = Unit(Context.Vision().Normalize("Unit", "Image", new() { Normalization = ChannelNormalization.SignedUnit }));
        Assert.Throws<InvalidOperationException>(() => Floats(Context.Vision().Standardize("Unit").Fit(signed).Transform(signed)));
    }

    [Fact]
    public void Statistics_that_do_not_fit_are_refused_when_the_pipeline_is_built()
    {
        var data = Context.Vision().Resize("Image", 4, 4).Append(Context.Vision().Normalize("Unit", "Image")).Fit(SampleRows.View(Context)).Transform(SampleRows.View(Context));
        _ = Context.Vision().Standardize("Unit").Fit(data);
        Assert.Contains("3 channels in Hwc order", Fails(Context.Vision().Standardize("Unit", layout: TensorLayout.Hwc)).Message);
        Assert.Contains("1 channels", Fails(Context.Vision().Standardize("Unit", means: [.5], deviations: [.5])).Message);
        Assert.Contains("3 and 1", Fails(Context.Vision().Standardize("Unit", deviations: [.5])).Message);
        Assert.Contains("Deviations", Fails(Context.Vision().Standardize("Unit", deviations: [.5, 0, .5])).Message);

        ArgumentException Fails(VisionEstimator estimator) => Assert.ThrowsAny<ArgumentException>(() => estimator.Fit(data));
    }

    private IDataView Unit(VisionEstimator estimator)
    {
        var rows = SampleRows.View(Context);
        return estimator.Fit(rows).Transform(rows);
    }

    private static float[] Floats(IDataView view) => [.. view.GetColumn<float[]>("Unit").SelectMany(row => row)];
}
