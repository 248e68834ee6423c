using DeepRecipes.Contracts;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using static DeepRecipes.Transforms.Tests.OnnxBytes;

namespace DeepRecipes.Transforms.Tests;

/// <summary>What is found in ONNX files without running them; networks exported in training mode above all.</summary>
public sealed class OnnxInspectionTests
{
    private readonly MLContext _context = new(seed: 1);

    private sealed class Row
    {
        [ColumnName("x")]
        [VectorType(4)]
        public float[] X { get; set; } = [1, 2, 3, 4];
    }

    [Fact]
    public void A_network_exported_in_training_mode_is_an_error_that_says_which_node()
    {
        var data = _context.Data.LoadFromEnumerable([new Row()]);
        var error = Assert.Throws<InvalidOperationException>(() => _context.Vision().Step(OnnxScore.Of(Dropout(13, Truth("mode", true)))).Fit(data));
        Assert.Contains("Dropout 'drop'", error.Message);
        Assert.Contains("training mode", error.Message);
        var model = _context.Vision().Step(OnnxScore.Of(Dropout(13, Truth("mode", false)))).Fit(data);
        Assert.Equal(["1;2;3;4"], model.Transform(data).GetColumn<float[]>("y").Select(y => string.Join(';', y)));
    }

    [Fact]
    public void Active_dropout_is_scored_only_where_that_is_said()
    {
        var data = _context.Data.LoadFromEnumerable([new Row()]);
        var step = OnnxScore.Of(Dropout(13, Truth("mode", true)));
        Assert.Single(step.Inspect().TrainingFindings);
        Assert.NotNull(_context.Vision().Step(step with { AllowsTrainingMode = true }).Fit(data));
    }

    [Fact]
    public void The_mode_is_found_wherever_exporters_store_it()
    {
        byte[] node = Node("Dropout", "drop", ["x", "", "mode"], ["y"]);
        Assert.Single(Findings(Model(13, Stored(PackedTruth("mode", true)), node)));
        Assert.Single(Findings(Model(13, Node("Constant", "c", [], ["mode"], Tensor("value", Truth("", true))), node)));
        Assert.Single(Findings(Model(13, Stored(Truth("m", true)), Node("Identity", "i", ["m"], ["mode"]), node)));
        // In a branch, which sees the outer graph's values.
        Assert.Single(Findings(Model(13, Stored(Truth("mode", true)), Node("If", "if", ["c"], ["y"], Graph("then_branch", node), Graph("else_branch", Node("Identity", "", ["x"], ["y"]))))));
        // In a function that the file brings along.
        byte[] function = Part(25, Text(1, "f"), Part(7, Text(2, "m"), Text(4, "Constant"), Part(5, Tensor("value", Truth("", true)))), Part(7, Text(1, "x"), Text(1, ""), Text(1, "m"), Text(2, "y"), Text(4, "Dropout")), Part(9, Number(2, 13)));
        Assert.Contains("which gives 'y'", Assert.Single(Findings([.. OneNode(13, "Relu"), .. function])));
    }

    [Theory]
    [InlineData(6, null, 1)]
    [InlineData(6, 1L, 0)]
    [InlineData(7, null, 0)]
    [InlineData(11, null, 0)]
    [InlineData(13, null, 0)]
    public void Before_version_7_dropout_is_active_unless_it_says_test(int opset, long? isTest, int findings) =>
        Assert.Equal(findings, Findings(OneNode(opset, "Dropout", isTest is { } value ? [Integer("is_test", value)] : [])).Length);

    [Fact]
    public void Batch_normalisation_by_the_batch_is_found()
    {
        Assert.Contains("BatchNormalization 'only'", Assert.Single(Findings(OneNode(15, "BatchNormalization", Integer("training_mode", 1)))));
        Assert.Empty(Findings(OneNode(15, "BatchNormalization", Integer("training_mode", 0))));
        Assert.Empty(Findings(OneNode(9, "BatchNormalization")));
        Assert.Single(Findings(OneNode(6, "BatchNormalization")));
        Assert.Contains("3 of its outputs", Assert.Single(Findings(Model(9, Node("BatchNormalization", "bn", ["x", "s", "b", "m", "v"], ["y", "mean", "", "saved"])))));
        Assert.Empty(Findings(Model(9, Node("BatchNormalization", "bn", ["x", "s", "b", "m", "v"], ["y", "", "", ""]))));
    }

    [Fact]
    public void Everything_that_is_stated_is_read()
    {
        var inspection = OnnxInspection.Of(Model(
            17,
            Node("DequantizeLinear", "dq", ["q", "s"], ["a"]),
            Node("Add", "", ["x", "a"], ["b"]),
            Node("Add", "", ["b", "w"], ["y"]),
            Node("RandomNormalLike", "noise", ["y"], ["z"]),
            Stored(Floats("w", [2, 3], 1, 2, 3, 4, 5, 6)),
            Stored(Halves("h", [4], 1, 2, 3, 4)),
            Input("x", Float, "N", 3, 4),
            Input("w", Float, 2, 3),
            Output("y", OnnxBytes.Int64, 1, "classes")));
        Assert.Equal("by hand 1.0", inspection.Producer);
        Assert.Equal(8, inspection.IrVersion);
        Assert.Equal(17, inspection.Opsets[""]);
        Assert.Equal("cat, dog", inspection.Metadata["names"]);
        Assert.Equal("x: Float[N, 3, 4]", Assert.Single(inspection.Inputs).ToString());
        Assert.Equal("y: Int64[1, classes]", Assert.Single(inspection.Outputs).ToString());
        Assert.Equal(10, inspection.Parameters);
        Assert.Equal(4, inspection.Float16Parameters);
        Assert.Equal(2, inspection.Operators["Add"]);
        Assert.Equal((1, true, true), (inspection.QuantizedOperators, inspection.IsQuantized, inspection.IsFloat16));
        Assert.Equal("RandomNormalLike 'noise'", Assert.Single(inspection.RandomNodes));
        Assert.Empty(inspection.TrainingFindings);
        Assert.Contains("Add 2", inspection.ToString());
    }

    [Fact]
    public void What_is_done_to_an_input_first_is_found()
    {
        var inspection = OnnxInspection.Of(Model(
            13,
            Node("Cast", "", ["x"], ["f"]),
            Node("Sub", "", ["f", "mean"], ["c"]),
            Node("Constant", "", [], ["deviation"], Tensor("value", PackedFloats("", 0.25f, 0.5f, 2))),
            Node("Div", "", ["c", "deviation"], ["n"]),
            Node("Conv", "", ["n", "w"], ["y"]),
            Node("Add", "", ["plain", "plain"], ["twice"]),
            Node("Sub", "", ["one", "turned"], ["t"]),
            Node("Relu", "", ["t"], ["z"]),
            Node("Sigmoid", "", ["t"], ["s"]),
            Stored(Floats("mean", [3], 123.675f, 116.28f, 103.53f)),
            Stored(Halves("one", [], 1)),
            Stored(Floats("w", [17], new float[17])),
            Input("x", UInt8, "N", 3, 4), Input("plain", Float, "N", 3), Input("turned", Float, "N", 3)));
        Assert.Equal(
            ["x: Sub 123.675, 116.28, 103.53; Div 0.25, 0.5, 2, then Conv", "plain: not normalised in the model, then Add", "turned: 1 Sub it"],
            inspection.InputStatistics.Select(statistics => statistics.ToString()));
        Assert.Contains("statistics  x: Sub 123.675", inspection.ToString());
    }

    [Theory]
    [InlineData("fr_detect.onnx")]
    [InlineData("blazeface_256.onnx")]
    [InlineData("ch_ppocr_mobile_v2.0_cls_infer.onnx")]
    public void Real_networks_say_without_running_what_ONNX_Runtime_says_of_them(string name)
    {
        var inspection = OnnxScore.Of(Assets.Path(name)).Inspect();
        using var session = new InferenceSession(Assets.Path(name));
        var info = OnnxModelInfo.Of(session, inspection);
        Assert.Equal(info.Inputs.Select(tensor => tensor.ToString()), inspection.Inputs.Select(tensor => tensor.ToString()));
        Assert.Equal(info.Outputs.Select(tensor => tensor.ToString()), inspection.Outputs.Select(tensor => tensor.ToString()));
        Assert.Empty(inspection.TrainingFindings);
        Assert.False(inspection.IsQuantized);
        // Weights of four bytes each are nearly all of these files.
        var bytes = new FileInfo(Assets.Path(name)).Length;
        Assert.InRange(4 * inspection.Parameters, bytes / 2, bytes);
    }

    [Fact]
    public void What_a_model_calls_itself_cannot_break_lines_or_tell_a_terminal_what_to_do()
    {
        var lines = OnnxInspection.Of([.. OneNode(13, "Relu"), .. Metadata("author", "me\u001b[2J\nTRAINING    none")]).ToString();
        Assert.Contains("metadata    author = me\\u001b[2J\\u000aTRAINING    none\n", lines);
        Assert.DoesNotContain('\u001b', lines);
    }

    [Fact]
    public void Weights_in_other_files_are_named()
    {
        var model = Model(13, Stored([.. Number(1, 2), .. Number(2, Float), .. Text(8, "w"), .. Part(13, Text(1, "location"), Text(2, "weights.bin")), .. Number(14, 1)]), Node("Relu", "", ["x"], ["y"]));
        Assert.Equal("weights.bin", Assert.Single(OnnxInspection.Of(model).ExternalFiles));
        Assert.Contains("weights.bin", Assert.Throws<NotSupportedException>(() => OnnxScore.Of(model).ReadModelInfo()).Message);
    }

    [Fact]
    public void Whatever_bytes_come_the_answer_is_a_model_or_one_kind_of_error()
    {
        var model = Model(13, Stored(Floats("w", [2], 1, 2)), Node("If", "if", ["c"], ["y"], Graph("then_branch", Node("Relu", "", ["x"], ["y"]))), Input("x", Float, "N", 4));
        Prop.ForAll(
            ArbMap.Default.GeneratorFor<(int Place, byte Value, int Length)>().ToArbitrary(),
            change =>
            {
                var bytes = model[..(Math.Abs(change.Length % model.Length) + 1)];
                bytes[Math.Abs(change.Place % bytes.Length)] = change.Value;
                try
                {
                    _ = OnnxInspection.Of(bytes);
                }
                catch (FormatException)
                {
                    // The one error there is; any other exception fails the test.
                }
            }).QuickCheckThrowOnFailure();
        for (var length = 0; length < 40; length++)
            Assert.Throws<FormatException>(() => OnnxInspection.Of(model.AsSpan(0, length)));
        Assert.Contains(".ort", Assert.Throws<FormatException>(() => OnnxInspection.Of("\0\0\0\0ORTM...."u8)).Message);
        var nested = Node("Relu", "", [], []);
        for (var depth = 0; depth < 40; depth++)
            nested = Node("If", "", [], [], Graph("then_branch", nested));
        Assert.Contains("graphs within graphs", Assert.Throws<FormatException>(() => OnnxInspection.Of(Model(13, nested))).Message);
    }

    private static System.Collections.Immutable.ImmutableArray<string> Findings(byte[] model) => OnnxInspection.Of(model).TrainingFindings;

    private static byte[] Dropout(int opset, byte[] mode) =>
        Model(opset, Node("Dropout", "drop", ["x", "ratio", "mode"], ["y"]), Text(2, "g"), Stored(Floats("ratio", [], .5f)), Stored(mode), Input("x", Float, "N", 4), Output("y", Float, "N", 4));
}
