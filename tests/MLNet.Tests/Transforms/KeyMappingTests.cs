using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace DeepRecipes.MLNet.Tests;

public sealed class KeyMappingTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _view;

    public KeyMappingTests() => _view = _ml.Data.LoadFromEnumerable(
        [new Row("b", 2, ["x", "y"]), new Row("a", float.NaN, ["y", ""]), new Row("b", 1, ["z", "x"]), new Row("", 2, ["x", "x"])]);

    [Fact]
    public void Keys_count_from_one_in_the_order_of_occurrence_and_empty_text_is_missing()
    {
        var keyed = Map("Text");
        Assert.Equal(new KeyDataViewType(typeof(uint), 2), keyed.Schema["Key"].Type);
        Assert.Equal([1u, 2u, 1u, 0u], keyed.GetColumn<uint>("Key"));
        Assert.Equal(["b", "a"], KeyTexts(keyed), StringComparer.Ordinal);
    }

    [Fact]
    public void Or_in_the_order_of_the_values()
    {
        var keyed = Map("Text", ValueToKeyMappingEstimator.KeyOrdinality.ByValue);
        Assert.Equal([2u, 1u, 2u, 0u], keyed.GetColumn<uint>("Key"));
    }

    [Fact]
    public void Numbers_are_values_too_but_for_nan()
    {
        var keyed = Map("Number");
        Assert.Equal([1u, 0u, 2u, 1u], keyed.GetColumn<uint>("Key"));
        VBuffer<float> values = default;
        keyed.Schema["Key"].GetKeyValues(ref values);
        Assert.Equal([2f, 1f], values.DenseValues());
    }

    [Fact]
    public void Vectors_are_mapped_slot_by_slot_with_one_table()
        => Assert.Equal([[1u, 2u], [2u, 0u], [3u, 1u], [1u, 1u]], Map("Texts").GetColumn<uint[]>("Key"));

    [Fact]
    public void What_was_not_seen_is_missing()
    {
        var model = _ml.Transforms.Conversion.MapValueToKey("Key", "Text").Fit(_view);
        Assert.Equal([0u, 2u], model.Transform(_ml.Data.LoadFromEnumerable([new Row("new", 0, ["", ""]), new Row("a", 0, ["", ""])])).GetColumn<uint>("Key"));
    }

    [Fact]
    public void No_more_keys_than_asked_for()
    {
        var keyed = _ml.Transforms.Conversion.MapValueToKey("Key", "Text", maximumNumberOfKeys: 1).Fit(_view).Transform(_view);
        Assert.Equal([1u, 0u, 1u, 0u], keyed.GetColumn<uint>("Key"));
    }

    [Fact]
    public void The_keys_can_be_given()
    {
        var keys = _ml.Data.LoadFromEnumerable([new OnlyText("z"), new OnlyText("a"), new OnlyText("b")]);
        var keyed = _ml.Transforms.Conversion.MapValueToKey("Key", "Text", keyData: keys).Fit(_view).Transform(_view);
        Assert.Equal([3u, 2u, 3u, 0u], keyed.GetColumn<uint>("Key"));
    }

    [Fact]
    public void Values_can_be_shown_as_text()
    {
        var keyed = _ml.Transforms.Conversion.MapValueToKey("Key", "Number", addKeyValueAnnotationsAsText: true).Fit(_view).Transform(_view);
        Assert.Equal(["2", "1"], KeyTexts(keyed), StringComparer.Ordinal);
    }

    [Fact]
    public void Keys_go_back_to_their_values_and_missing_ones_to_nothing()
    {
        var texts = Map("Text");
        Assert.Equal(["b", "a", "b", ""], _ml.Transforms.Conversion.MapKeyToValue("Back", "Key").Fit(texts).Transform(texts).GetColumn<string>("Back"), StringComparer.Ordinal);
        var numbers = Map("Number");
        Assert.Equal([2f, float.NaN, 1f, 2f], _ml.Transforms.Conversion.MapKeyToValue("Back", "Key").Fit(numbers).Transform(numbers).GetColumn<float>("Back"));
    }

    [Fact]
    public void A_column_without_values_cannot_go_back()
    {
        _ = Assert.ThrowsAny<Exception>(() => _ml.Transforms.Conversion.MapKeyToValue("Back", "Text").Fit(_view));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Conversion.MapKeyToValue("Back", "Nowhere").Fit(_view));
        Assert.Contains("Nowhere", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DataKind.Double)]
    [InlineData(DataKind.Boolean)]
    [InlineData(DataKind.String)]
    public void Floats_convert_to(DataKind kind)
    {
        var converted = _ml.Transforms.Conversion.ConvertType("To", "Number", kind).Fit(_view).Transform(_view);
        Assert.Equal(kind.ToString(), converted.Schema["To"].Type.ToString());
    }

    [Fact]
    public void Integers_convert_to_floats_but_floats_not_to_integers()
    {
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Conversion.ConvertType("To", "Number", DataKind.Int32).Fit(_view));
        Assert.Equal([1f, 1f, 1f, 0f], _ml.Transforms.Conversion.ConvertType("To", "Length").Fit(_view).Transform(_view).GetColumn<float>("To"));
        Assert.Equal([true, true, true, false], _ml.Transforms.Conversion.ConvertType("To", "Length", DataKind.Boolean).Fit(_view).Transform(_view).GetColumn<bool>("To"));
    }

    private IDataView Map(string input, ValueToKeyMappingEstimator.KeyOrdinality order = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence)
        => _ml.Transforms.Conversion.MapValueToKey("Key", input, keyOrdinality: order).Fit(_view).Transform(_view);

    private static string[] KeyTexts(IDataView view)
    {
        VBuffer<ReadOnlyMemory<char>> values = default;
        view.Schema["Key"].GetKeyValues(ref values);
        return [.. values.DenseValues().Select(v => v.ToString())];
    }

    private sealed class Row(string text, float number, string[] texts)
    {
        public string Text { get; } = text;

        public float Number { get; } = number;

        public int Length { get; } = text.Length;

        [VectorType(2)]
        public string[] Texts { get; } = texts;
    }

    private sealed class OnlyText(string text)
    {
        public string Text { get; } = text;
    }
}
