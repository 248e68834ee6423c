using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using static DeepRecipes.Transforms.Tests.OnnxBytes;

namespace DeepRecipes.Transforms.Tests;

/// <summary>Sessions are shared by model and settings, and closed when nobody uses them.</summary>
public sealed class OnnxSessionTests
{
    private readonly MLContext _context = new(seed: 1);

    private sealed class Row
    {
        [ColumnName("x")]
        [VectorType(4)]
        public float[] X { get; set; } = [];
    }

    [Fact]
    public void Two_transformers_share_one_and_the_last_closes_it()
    {
        var step = Step("share");
        var first = Fit(step);
        var second = Fit(step with { BatchSize = 3, Device = DevicePolicy.CpuOnly, DeviceId = 1 });
        Assert.Equal(1, Open(step));
        first.Dispose();
        first.Dispose();
        Assert.Equal(1, Open(step));
        var view = second.Transform(Data(20));
        using (var cursor = view.GetRowCursor(view.Schema))
        {
            Assert.True(cursor.MoveNext());
            second.Dispose();
            Assert.Equal(1, Open(step));
        }
        Assert.Equal(0, Open(step));
        // It opens again when it is needed after all.
        Assert.Equal(20, view.GetColumn<float[]>("y").Count());
        Assert.Equal(0, Open(step));
    }

    [Fact]
    public void Other_settings_and_other_models_have_their_own()
    {
        var step = Step("own");
        using var one = Fit(step with { Threads = 1 });
        using var two = Fit(step with { Threads = 2 });
        using var other = Fit(Step("another"));
        Assert.Equal(2, Open(step));
    }

    [Fact]
    public void What_nobody_disposes_lets_go_of_it_all_the_same()
    {
        var step = Step("engine");
        Predict(step);
        // A prediction engine of ML.NET disposes the transformer, and not the row that scores.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(0, Open(step));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Predict(OnnxScore step)
    {
        using var engine = _context.Model.CreatePredictionEngine<Row, Answer>(Fit(step));
        Assert.Equal([0, 1, 0, 7], engine.Predict(new() { X = [0, 1, -1, 7] }).Y);
        _ = Fit(step);
        Assert.Equal(1, Open(step));
    }

    [Fact]
    public void What_cannot_be_opened_leaves_nothing_behind()
    {
        var step = OnnxScore.Of(Model(13, Node("NoSuchOperator", "", ["x"], ["y"]), Text(2, "g"), Input("x", OnnxBytes.Float, "N", 4), Output("y", OnnxBytes.Float, "N", 4)));
        for (var i = 0; i < 2; i++)
            Assert.Contains("NoSuchOperator", Assert.Throws<FormatException>(() => Fit(step)).Message);
        Assert.Equal(0, Open(step));
    }

    [Fact]
    public void A_cursor_that_cannot_begin_has_closed_its_input_and_lets_go_of_its_session()
    {
        // The length of x is open, so that there is nothing to warm up with.
        var step = OnnxScore.Of(Model(13, Node("Relu", "", ["x"], ["y"]), Text(2, "open"), Input("x", OnnxBytes.Float, "N", "L"), Output("y", OnnxBytes.Float, "N", "L"))) with { WarmsUp = true };
        var watched = new WatchedView(_context.Data.LoadFromEnumerable([new OpenRow { X = [1] }, new OpenRow { X = [2, 3] }]));
        var model = (OnnxScoreTransformer)_context.Vision().Step(step).Fit(watched);
        var view = model.Transform(watched);
        Assert.Contains("'L'", Assert.Throws<InvalidOperationException>(() => view.GetRowCursor(view.Schema)).Message);
        Assert.Equal((1, 1), (watched.Cursors, watched.Closed));
        Assert.Contains("'L'", Assert.Throws<InvalidOperationException>(() => view.GetRowCursorSet(view.Schema, 2)).Message);
        Assert.Equal((2, 2), (watched.Cursors, watched.Closed));
        Assert.Contains("'L'", Assert.ThrowsAny<InvalidOperationException>(() => _context.Model.CreatePredictionEngine<OpenRow, OpenAnswer>(model)).Message);
        model.Dispose();
        Assert.Equal(0, Open(step));
    }

    private sealed class OpenRow
    {
        [ColumnName("x")]
        [VectorType]
        public float[] X { get; set; } = [];
    }

    private sealed class OpenAnswer
    {
        [ColumnName("y")]
        [VectorType]
        public float[] Y { get; set; } = [];
    }

    [Fact]
    public void Many_threads_open_use_and_close_it()
    {
        var step = Step("threads");
        var data = Data(8);
        Parallel.For(0, 64, new() { MaxDegreeOfParallelism = 8 }, _ =>
        {
            using var model = Fit(step with { BatchSize = 3, Callers = 2 });
            Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], model.Transform(data).GetColumn<float[]>("y").Select(y => y[0]));
        });
        Assert.Equal(0, Open(step));
    }

    private sealed class Answer
    {
        [ColumnName("y")]
        [VectorType(4)]
        public float[] Y { get; set; } = [];
    }

    /// <summary>A network of its own for each test, so that sessions can be counted.</summary>
    private static OnnxScore Step(string name) => OnnxScore.Of([.. OneNode(13, "Relu"), .. Part(14, Text(1, "test"), Text(2, name))]);

    private static int Open(OnnxScore step) => OnnxSession.Open(step.ModelSha256);

    private OnnxScoreTransformer Fit(OnnxScore step) => (OnnxScoreTransformer)_context.Vision().Step(step).Fit(Data(1));

    private IDataView Data(int count) => _context.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Row { X = [i, -i, 0, 1] }).ToArray());
}
