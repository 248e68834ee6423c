using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.MLNet.Tests;

public sealed class SplitTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _view;

    public SplitTests() => _view = _ml.Data.LoadFromEnumerable(Example.Make(300));

    [Fact]
    public void Every_row_is_on_one_side_with_its_columns_and_id()
    {
        var split = _ml.Data.TrainTestSplit(_view, testFraction: 0.3);

        var train = Rows.Read<float>(split.TrainSet, "Number");
        var test = Rows.Read<float>(split.TestSet, "Number");

        Assert.Equal(Enumerable.Range(0, 300).Select(i => (float)i), train.Values.Concat(test.Values).Order());
        Assert.InRange(test.Values.Length, 60, 120);
        Assert.Equal(test.Values.Select(v => (ulong)v), test.Ids.Select(i => i.Low));
        Assert.Equal(_view.Schema.Names(), split.TrainSet.Schema.Names());
        Assert.Equal(test.Values, Rows.Read<float>(split.TestSet, "Number").Values);
    }

    [Theory]
    [InlineData("Text")]
    [InlineData("Pair")]
    [InlineData("Number")]
    public void Rows_with_the_same_key_are_on_the_same_side(string key)
    {
        var twice = _ml.Data.LoadFromEnumerable(Example.Make(150).Concat(Example.Make(150)));
        var split = _ml.Data.TrainTestSplit(twice, testFraction: 0.5, samplingKeyColumnName: key);
        var (train, test) = (split.TrainSet.GetColumn<float>("Number").ToArray(), split.TestSet.GetColumn<float>("Number").ToArray());

        Assert.Equal(300, train.Length + test.Length);
        Assert.Empty(train.Intersect(test));
    }

    [Fact]
    public void A_split_by_number_takes_the_lower_part_of_its_range()
    {
        var split = _ml.Data.TrainTestSplit(_view, testFraction: 0.5, samplingKeyColumnName: "Number");
        Assert.True(split.TestSet.GetColumn<float>("Number").Max() < split.TrainSet.GetColumn<float>("Number").Min());
    }

    [Fact]
    public void Folds_are_test_sets_that_share_no_rows()
    {
        var folds = _ml.Data.CrossValidationSplit(_view, numberOfFolds: 3);

        Assert.Equal(3, folds.Count);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => (float)i), folds.SelectMany(f => f.TestSet.GetColumn<float>("Number")).Order());
        Assert.All(folds, f => Assert.Empty(f.TestSet.GetColumn<float>("Number").Intersect(f.TrainSet.GetColumn<float>("Number"))));
        Assert.All(folds, f => Assert.Equal(300, f.TestSet.GetColumn<float>("Number").Count() + f.TrainSet.GetColumn<float>("Number").Count()));
    }

    [Fact]
    public void A_missing_sampling_key_is_named()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.TrainTestSplit(_view, samplingKeyColumnName: "Nowhere"));
        Assert.Contains("Nowhere", error.Message, StringComparison.Ordinal);
    }
}
