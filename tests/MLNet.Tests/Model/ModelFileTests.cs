using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace DeepRecipes.MLNet.Tests;

public sealed class ModelFileTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _view;

    public ModelFileTests() => _view = _ml.Data.LoadFromEnumerable(Example.Make(7));

    public static TheoryData<string> Pipelines => new(Estimators(new MLContext(1)).Keys);

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void A_loaded_model_gives_the_same(string name)
    {
        var model = Estimators(_ml)[name].Fit(_view);

        var loaded = Reload(model, out var schema);

        Assert.Equal(_view.Schema.Select(c => c.ToString()), schema.Select(c => c.ToString()), StringComparer.Ordinal);
        var (expected, actual) = (model.Transform(_view), loaded.Transform(_view));
        Assert.Equal(expected.Schema.Select(c => $"{c}"), actual.Schema.Select(c => $"{c}"), StringComparer.Ordinal);
        Assert.Equal(Texts(expected), Texts(actual), StringComparer.Ordinal);
    }

    [Fact]
    public void A_nested_chain_stays_nested()
    {
        var inner = _ml.Transforms.CopyColumns("B", "Number").Append(_ml.Transforms.NormalizeMinMax("B"));
        var model = _ml.Transforms.CopyColumns("A", "Number").Append(inner).Fit(_view);

        var loaded = Assert.IsAssignableFrom<IEnumerable<ITransformer>>(Reload(model, out _));

        Assert.Equal(2, loaded.Count());
        Assert.Equal(2, Assert.IsAssignableFrom<IEnumerable<ITransformer>>(loaded.Last()).Count());
    }

    [Fact]
    public void Without_a_schema_none_comes_back()
    {
        using var file = new MemoryStream();
        _ml.Model.Save(_ml.Transforms.CopyColumns("A", "Number").Fit(_view), (DataViewSchema?)null, file);
        file.Position = 0;

        _ = _ml.Model.Load(file, out var schema);

        Assert.Null(schema);
    }

    [Fact]
    public void Annotations_of_the_schema_come_back()
    {
        var keyed = _ml.Transforms.Conversion.MapValueToKey("Text").Fit(_view).Transform(_view);
        using var file = new MemoryStream();
        _ml.Model.Save(_ml.Transforms.CopyColumns("A", "Number").Fit(keyed), keyed.Schema, file);
        file.Position = 0;

        _ = _ml.Model.Load(file, out var schema);

        VBuffer<ReadOnlyMemory<char>> values = default;
        schema["Text"].GetKeyValues(ref values);
        Assert.Equal(["t0", "t1", "t2"], values.DenseValues().Select(v => v.ToString()), StringComparer.Ordinal);
    }

    [Fact]
    public void A_custom_mapping_needs_a_contract_to_be_saved_and_a_factory_to_be_loaded()
    {
        var model = _ml.Transforms.CustomMapping(new Doubling().GetMapping(), Doubling.Contract).Fit(_view);
        var loaded = Reload(model, out _);
        Assert.Equal(model.Transform(_view).GetColumn<float>("Doubled"), loaded.Transform(_view).GetColumn<float>("Doubled"));

        using var file = new MemoryStream();
        var nameless = _ml.Transforms.CustomMapping(new Doubling().GetMapping(), null).Fit(_view);
        _ = Assert.Throws<InvalidOperationException>(() => _ml.Model.Save(nameless, _view.Schema, file));
    }

    [Fact]
    public void What_is_no_model_file_is_refused()
    {
        using var file = new MemoryStream([1, 2, 3, 4]);
        _ = Assert.ThrowsAny<Exception>(() => _ml.Model.Load(file, out _));
    }

    private static Dictionary<string, IEstimator<ITransformer>> Estimators(MLContext ml) => new(StringComparer.Ordinal)
    {
        ["copy"] = ml.Transforms.CopyColumns("A", "Pair"),
        ["concatenate"] = ml.Transforms.Concatenate("A", "Number", "Pair"),
        ["drop"] = ml.Transforms.DropColumns("Pair"),
        ["select"] = ml.Transforms.SelectColumns("Text", "Number"),
        ["normalize"] = ml.Transforms.NormalizeMinMax("A", "Pair", fixZero: false),
        ["normalize scalar"] = ml.Transforms.NormalizeMinMax("A", "Number"),
        ["keys"] = ml.Transforms.Conversion.MapValueToKey("A", "Text"),
        ["keys of numbers"] = ml.Transforms.Conversion.MapValueToKey("A", "Pair", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue),
        ["keys and back"] = ml.Transforms.Conversion.MapValueToKey("A", "Text").Append(ml.Transforms.Conversion.MapKeyToValue("B", "A")),
        ["convert"] = ml.Transforms.Conversion.ConvertType("A", "Number", DataKind.Double),
        ["chain of a chain"] = ml.Transforms.CopyColumns("A", "Number").Append(ml.Transforms.CopyColumns("B", "A").Append(ml.Transforms.NormalizeMinMax("B"))),
    };

    private ITransformer Reload(ITransformer model, out DataViewSchema schema)
    {
        using var file = new MemoryStream();
        _ml.Model.Save(model, _view.Schema, file);
        file.Position = 0;
        return new MLContext().Model.Load(file, out schema);
    }

    private static string[] Texts(IDataView view)
        => [.. view.Preview().RowView.SelectMany(r => r.Values).Select(v => $"{v.Key}={(v.Value is VBuffer<float> floats ? string.Join(' ', floats.DenseValues()) : v.Value is VBuffer<uint> keys ? string.Join(' ', keys.DenseValues()) : v.Value)}")];

    private sealed class Input
    {
        public float Number { get; set; }
    }

    private sealed class Output
    {
        public float Doubled { get; set; }
    }

    [CustomMappingFactoryAttribute(Contract)]
    private sealed class Doubling : CustomMappingFactory<Input, Output>
    {
        public const string Contract = "ModelFileTests.Doubling";

        public override Action<Input, Output> GetMapping() => (input, output) => output.Doubled = input.Number * 2;
    }
}
