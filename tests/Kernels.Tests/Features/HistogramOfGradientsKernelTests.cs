using System.Text.Json;
using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

public sealed class HistogramOfGradientsKernelTests
{
    [Fact]
    public void Features_are_those_of_scikit_image()
    {
        using var stream = File.OpenRead(TestData.Path("features", "hog.json"));
        using var document = JsonDocument.Parse(stream);
        var cases = document.RootElement.GetProperty("cases").EnumerateArray().ToArray();
        Assert.NotEmpty(cases);
        foreach (var one in cases)
        {
            var (width, height) = (one.GetProperty("width").GetInt32(), one.GetProperty("height").GetInt32());
            var options = new HistogramOfGradientsOptions(one.GetProperty("orientations").GetInt32(), one.GetProperty("cell").GetInt32(), one.GetProperty("block").GetInt32());
            float[] pixels = [.. one.GetProperty("pixels").EnumerateArray().Select(value => value.GetSingle())];
            double[] expected = [.. one.GetProperty("features").EnumerateArray().Select(value => value.GetDouble())];
            var features = new float[options.FeatureCount(width, height)];
            Assert.Equal(expected.Length, features.Length);
            HistogramOfGradientsKernel.Compute(pixels, width, height, options, features);
            for (var i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], features[i], 1e-4);
        }
    }

    [Fact]
    public void A_flat_picture_has_no_gradients()
    {
        var features = new float[new HistogramOfGradientsOptions(9, 4, 2).FeatureCount(16, 16)];
        features.AsSpan().Fill(1);
        HistogramOfGradientsKernel.Compute(Enumerable.Repeat(7f, 256).ToArray(), 16, 16, new(9, 4, 2), features);
        Assert.All(features, value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(0, 8, 3, "Orientations")]
    [InlineData(9, 0, 3, "CellSize")]
    [InlineData(9, 8, 0, "BlockSize")]
    [InlineData(9, 8, 3, "width")]
    public void What_is_out_of_range_is_named(int orientations, int cell, int block, string name)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new HistogramOfGradientsOptions(orientations, cell, block).FeatureCount(16, 16));
        Assert.Equal(name, error.ParamName);
    }

    [Fact]
    public void Spans_of_the_wrong_length_are_refused() =>
        Assert.Throws<ArgumentException>(() => HistogramOfGradientsKernel.Compute(new float[10], 16, 16, new(9, 4, 2), new float[324]));
}
