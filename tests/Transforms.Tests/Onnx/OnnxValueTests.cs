using Microsoft.ML;
using Microsoft.ML.Data;
using static DeepRecipes.Transforms.Tests.OnnxBytes;

namespace DeepRecipes.Transforms.Tests;

/// <summary>Networks that take or give more than one tensor of numbers: texts, several inputs and outputs, and the sequences and maps of classic models.</summary>
public sealed class OnnxValueTests
{
    private readonly MLContext _context = new(seed: 1);

    private sealed class Row
    {
        [ColumnName("x")]
        [VectorType(3)]
        public float[] X { get; set; } = [];

        [ColumnName("n")]
        public long N { get; set; }

        [ColumnName("t")]
        [VectorType(2)]
        public string[] T { get; set; } = [];
    }

    private static byte[] Several => Model(
        13,
        Node("Cast", "", ["n"], ["f"], Integer("to", OnnxBytes.Float)),
        Node("Add", "", ["x", "f"], ["sum"]),
        Node("Identity", "", ["t"], ["same"]),
        Text(2, "g"),
        Input("x", OnnxBytes.Float, "N", 3), Input("n", OnnxBytes.Int64, "N", 1), Input("t", OnnxBytes.String, "N", 2),
        Output("same", OnnxBytes.String, "N", 2), Output("sum", OnnxBytes.Float, "N", 3));

    private static byte[] Classic(int key, params byte[][] labels) => ClassicModel(
        ClassicNode("ZipMap", ["x"], ["p"], labels), Node("Identity", "", ["x"], ["raw"]), Text(2, "g"), Input("x", OnnxBytes.Float, "N", 3),
        OutputOf("p", SequenceType(MapType(key, TensorType(OnnxBytes.Float)))), Output("raw", OnnxBytes.Float, "N", 3));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Several_inputs_and_outputs_and_texts(int batch)
    {
        var view = Scored(OnnxScore.Of(Several) with { BatchSize = batch, Outputs = [new("same", "texts")] });
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"row {i};é{i}"), view.GetColumn<string[]>("texts").Select(texts => string.Join(';', texts)));
        Assert.Equal(Enumerable.Range(0, 7).Select(Sum), view.GetColumn<float[]>("sum").Select(Shown));
        Assert.Equal(Enumerable.Range(0, 7).Select(Sum), view.GetColumn<float[]>("sum").Select(Shown));
    }

    [Fact]
    public void A_prediction_engine_takes_and_gives_texts()
    {
        var model = _context.Vision().Step(OnnxScore.Of(Several)).Fit(Data());
        using var engine = _context.Model.CreatePredictionEngine<Row, Answer>(model);
        for (var i = 0; i < 3; i++)
        {
            var answer = engine.Predict(Make(i));
            Assert.Equal(($"row {i};é{i}", Sum(i)), (string.Join(';', answer.Same), Shown(answer.Sum)));
        }
    }

    [Fact]
    public void Maps_become_scores_whose_slots_are_named_and_their_keys()
    {
        // The runtime gives keys in rising order, whatever order they are stated in.
        var view = Scored(OnnxScore.Of(Classic(OnnxBytes.Int64, Integers("classlabels_int64s", 30, 10, 20))) with { BatchSize = 3 });
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 3), view.Schema["p"].Type);
        Assert.Equal(["10", "20", "30"], SlotNames(view.Schema["p"]));
        Assert.Equal(Enumerable.Range(0, 7).Select(i => Shown([Make(i).X[1], Make(i).X[2], Make(i).X[0]])), view.GetColumn<float[]>("p").Select(Shown));
        Assert.Equal(Enumerable.Repeat("10;20;30", 7), view.GetColumn<long[]>("p.Keys").Select(keys => string.Join(';', keys)));
        Assert.Equal(Enumerable.Range(0, 7).Select(i => Shown(Make(i).X)), view.GetColumn<float[]>("raw").Select(Shown));
    }

    [Fact]
    public void Maps_with_texts_as_keys_follow_the_order_of_their_bytes()
    {
        var step = OnnxScore.Of(Classic(OnnxBytes.String, Texts("classlabels_strings", "dog", "Zebra", "été"))) with { Outputs = [new("p", "Score")] };
        Assert.Equal("p: Sequence<Map<String, Float>>", step.Inspect().Outputs[0].ToString());
        Assert.Equal(step.Inspect().Outputs[0].ToString(), step.ReadModelInfo().Outputs[0].ToString());
        Assert.Contains("with the keys dog, Zebra, été", step.Inspect().ToString());
        var view = Scored(step);
        Assert.Equal(["Zebra", "dog", "été"], SlotNames(view.Schema["Score"]));
        Assert.Equal(Enumerable.Repeat("Zebra;dog;été", 7), view.GetColumn<string[]>("Score.Keys").Select(keys => string.Join(';', keys)));
        Assert.Equal(Enumerable.Range(0, 7).Select(i => Shown([Make(i).X[1], Make(i).X[0], Make(i).X[2]])), view.GetColumn<float[]>("Score").Select(Shown));
    }

    [Fact]
    public void A_sequence_of_tensors_is_its_values_and_how_many_each_has()
    {
        var model = Model(
            13, Node("Relu", "", ["x"], ["r"]), Node("ReduceSum", "", ["x"], ["s"], Integer("keepdims", 0)), Node("SequenceConstruct", "", ["r", "s"], ["q"]), Text(2, "g"),
            Input("x", OnnxBytes.Float, "N", 3), OutputOf("q", SequenceType(TensorType(OnnxBytes.Float))));
        var view = Scored(OnnxScore.Of(model) with { BatchSize = 4 });
        Assert.Equal(Enumerable.Range(0, 7).Select(i => Shown([.. Make(i).X.Select(x => Math.Max(x, 0)), Make(i).X.Sum()])), view.GetColumn<float[]>("q").Select(Shown));
        Assert.Equal(Enumerable.Repeat("3;1", 7), view.GetColumn<int[]>("q.Lengths").Select(lengths => string.Join(';', lengths)));
    }

    [Fact]
    public void What_no_column_can_fill_is_an_error_that_names_it()
    {
        var map = Model(13, ClassicNode("DictVectorizer", ["m"], ["y"], Texts("string_vocabulary", "a", "b")), Text(2, "g"), Part(11, Text(1, "m"), Part(2, MapType(OnnxBytes.String, TensorType(OnnxBytes.Float)))), Output("y", OnnxBytes.Float, "N", 2));
        var error = Assert.Throws<NotSupportedException>(() => _context.Vision().Step(OnnxScore.Of([.. map, .. Part(8, Text(1, "ai.onnx.ml"), Number(2, 2))])).Fit(Data()));
        Assert.Contains("m: Map<String, Float>", error.Message);
    }

    private sealed class Answer
    {
        [ColumnName("same")]
        [VectorType(2)]
        public string[] Same { get; set; } = [];

        [ColumnName("sum")]
        [VectorType(3)]
        public float[] Sum { get; set; } = [];
    }

    private static Row Make(int i) => new() { X = [i, -i, i * .5f], N = 10 * i, T = [$"row {i}", $"é{i}"] };

    private static string Sum(int i) => Shown([.. Make(i).X.Select(x => x + (10 * i))]);

    private static string Shown(float[] values) => string.Join(';', values.Select(value => value + 0f));

    private static string[] SlotNames(DataViewSchema.Column column)
    {
        var names = default(VBuffer<ReadOnlyMemory<char>>);
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private IDataView Data() => _context.Data.LoadFromEnumerable(Enumerable.Range(0, 7).Select(Make).ToArray());

    private IDataView Scored(OnnxScore step) => _context.Vision().Step(step).Fit(Data()).Transform(Data());
}
