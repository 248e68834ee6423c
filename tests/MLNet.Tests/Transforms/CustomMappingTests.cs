using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.MLNet.Tests;

public sealed class CustomMappingTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _view;
    private int _calls;

    public CustomMappingTests() => _view = _ml.Data.LoadFromEnumerable(Example.Make(5));

    [Fact]
    public void It_runs_once_a_row_and_only_when_a_column_of_it_is_read()
    {
        var mapped = Mapping().Fit(_view).Transform(_view);

        Assert.Equal(5, mapped.GetColumn<float>("Number").Count());
        Assert.Equal(0, _calls);
        using var cursor = mapped.GetRowCursor([mapped.Schema["Twice"], mapped.Schema["Half"]]);
        var (twice, half) = (cursor.GetGetter<float>(mapped.Schema["Twice"]), cursor.GetGetter<float>(mapped.Schema["Half"]));
        var value = 0f;
        var values = new List<float>();
        while (cursor.MoveNext())
        {
            twice(ref value);
            values.Add(value);
            half(ref value);
            twice(ref value);
        }

        Assert.Equal([0f, 2f, 4f, 6f, 8f], values);
        Assert.Equal(5, _calls);
    }

    [Fact]
    public void Its_columns_are_added_and_checked_by_shape()
    {
        Assert.Equal(["Number", "Text", "Pair", "Twice", "Half"], Mapping().Fit(_view).Transform(_view).Schema.Names());
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.DropColumns("Number").Append(Mapping()).Fit(_view));
        Assert.Contains("Number", error.Message, StringComparison.Ordinal);
        _ = Assert.ThrowsAny<Exception>(() => _ml.Transforms.CopyColumns("Number", "Text").Append(Mapping()).Fit(_view));
    }

    private IEstimator<ITransformer> Mapping() => _ml.Transforms.CustomMapping<Input, Output>(
        (input, output) =>
        {
            _ = Interlocked.Increment(ref _calls);
            (output.Twice, output.Half) = (input.Number * 2, input.Number / 2);
        },
        null);

    private sealed class Input
    {
        public float Number { get; set; }
    }

    private sealed class Output
    {
        public float Twice { get; set; }

        public float Half { get; set; }
    }
}
