using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace DeepRecipes.MLNet.Tests;

public sealed class NormalizeTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _view;

    public NormalizeTests() => _view = _ml.Data.LoadFromEnumerable([new Row(-2, [1, 5, 0]), new Row(float.NaN, [3, 5, 4]), new Row(6, [2, 5, -8])]);

    [Fact]
    public void Zero_stays_zero_by_default()
    {
        Assert.Equal([-2 / 6f, float.NaN, 1f], Scale("Number", fixZero: true).GetColumn<float>("Scaled"));
        Assert.Equal([[1 / 3f, 0f, 0f], [1f, 0f, 0.5f], [2 * (1 / 3f), 0f, -1f]], Scale("Values", fixZero: true).GetColumn<float[]>("Scaled"));
    }

    [Fact]
    public void Or_the_range_becomes_zero_to_one()
    {
        Assert.Equal([0f, float.NaN, 1f], Scale("Number", fixZero: false).GetColumn<float>("Scaled"));
        Assert.Equal([[0f, 0f, 8 * (1 / 12f)], [1f, 0f, 1f], [0.5f, 0f, 0f]], Scale("Values", fixZero: false).GetColumn<float[]>("Scaled"));
    }

    [Fact]
    public void The_output_says_that_it_is_normalized()
    {
        var scaled = Scale("Values", fixZero: true);
        Assert.True(scaled.Schema["Scaled"].IsNormalized());
        Assert.Equal(_view.Schema["Values"].Type, scaled.Schema["Scaled"].Type);
    }

    [Fact]
    public void What_was_found_can_be_asked_for()
    {
        var model = _ml.Transforms.NormalizeMinMax("Scaled", "Values", fixZero: false).Fit(_view);
        var found = Assert.IsType<NormalizingTransformer.AffineNormalizerModelParameters<ImmutableArray<float>>>(model.GetNormalizerModelParameters(0));
        Assert.Equal([0.5f, 0f, 1 / 12f], found.Scale.AsEnumerable());
        Assert.Equal([1f, 0f, -8f], found.Offset.AsEnumerable());
        var number = Assert.IsType<NormalizingTransformer.AffineNormalizerModelParameters<float>>(_ml.Transforms.NormalizeMinMax("Scaled", "Number", fixZero: false).Fit(_view).GetNormalizerModelParameters(0));
        Assert.Equal((1 / 8f, -2f), (number.Scale, number.Offset));
    }

    [Fact]
    public void Only_floats_of_known_size_can_be_scaled()
    {
        foreach (var column in new[] { "Text", "Free", "Nowhere" })
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.NormalizeMinMax("Scaled", column).Append(_ml.Transforms.CopyColumns("A", "Number")).Fit(_view));
            Assert.Contains(column, error.Message, StringComparison.Ordinal);
        }
    }

    private IDataView Scale(string column, bool fixZero) => _ml.Transforms.NormalizeMinMax("Scaled", column, fixZero: fixZero).Fit(_view).Transform(_view);

    private sealed class Row(float number, float[] values)
    {
        public float Number { get; } = number;

        [VectorType(3)]
        public float[] Values { get; } = values;

        public float[] Free { get; } = values;

        public string Text { get; } = "";
    }
}
