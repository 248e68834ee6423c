using Microsoft.ML;
using Microsoft.ML.Data;
using static DeepRecipes.Transforms.Tests.OnnxBytes;

namespace DeepRecipes.Transforms.Tests;

/// <summary>What is done around the network: answers that must be repeatable, schedules that are tried, outputs that are kept.</summary>
public sealed class OnnxScoringTests
{
    private readonly MLContext _context = new(seed: 1);

    private sealed class Row
    {
        [ColumnName("x")]
        [VectorType(4)]
        public float[] X { get; set; } = [];
    }

    private static byte[] Relu => OneNode(13, "Relu");

    private static byte[] Noisy => Model(
        13, Node("RandomNormalLike", "noise", ["x"], ["n"]), Node("Add", "", ["x", "n"], ["y"]), Text(2, "g"), Input("x", Float, "N", 4), Output("y", Float, "N", 4));

    private static byte[] CentredOverTheBatch => Model(
        13, Node("ReduceMean", "", ["x"], ["m"], Integers("axes", 0)), Node("Sub", "", ["x", "m"], ["y"]), Text(2, "g"), Input("x", Float, "N", 4), Output("y", Float, "N", 4));

    [Fact]
    public void A_network_that_gives_one_row_two_answers_is_an_error_and_stays_one()
    {
        var data = Data(9);
        var view = _context.Vision().Step(OnnxScore.Of(Noisy) with { BatchSize = 4 }).Fit(data).Transform(data);
        for (var pass = 0; pass < 2; pass++)
            Assert.Contains("RandomNormalLike 'noise'", Assert.Throws<InvalidOperationException>(() => Rows.Of(view, "y")).Message);
        var told = _context.Vision().Step(OnnxScore.Of(Noisy) with { BatchSize = 4, Threads = 2, ChecksRepeatability = false }).Fit(data).Transform(data);
        Assert.Equal(9, Rows.Of(told, "y").Count);
    }

    [Fact]
    public void A_prediction_engine_finds_it_too()
    {
        var model = _context.Vision().Step(OnnxScore.Of(Noisy) with { Threads = 1 }).Fit(Data(1));
        using var engine = _context.Model.CreatePredictionEngine<Row, Answer>(model);
        Assert.Contains("two answers", Assert.ThrowsAny<InvalidOperationException>(() => engine.Predict(new Row { X = [1, 2, 3, 4] })).Message);
    }

    [Fact]
    public void A_network_whose_rows_see_each_other_is_an_error_in_batches_and_none_alone()
    {
        var data = Data(9);
        var error = Assert.Throws<InvalidOperationException>(() => Rows.Of(Scored(data, OnnxScore.Of(CentredOverTheBatch) with { BatchSize = 4, Threads = 1 }), "y"));
        Assert.Contains("beside others", error.Message);
        // The same session has failed; with another number of threads it is another one.
        Assert.Equal(["0;0;0;0"], Scored(data, OnnxScore.Of(CentredOverTheBatch) with { BatchSize = 1, Threads = 2 }).GetColumn<float[]>("y").Select(y => string.Join(';', y)).Distinct());
    }

    [Fact]
    public void Schedules_are_tried_once_enough_rows_have_come_and_change_no_result()
    {
        var data = Data(900);
        var model = (OnnxScoreTransformer)_context.Vision().Step(OnnxScore.Of(Relu)).Fit(data);
        Assert.False(model.Diagnostics.IsMeasured);
        Assert.Equal(Expected(900), Answers(model.Transform(data)));
        Assert.True(model.Diagnostics.IsMeasured);
        Assert.Equal(900, model.Diagnostics.RowsScored);
        Assert.InRange(model.Diagnostics.BatchSize, 1, 32);
        Assert.Equal(Expected(900), Answers(model.Transform(data)));
        // The choice is no part of the definition: a saved model chooses anew, on the machine it then runs on.
        Assert.Equal((0, 0, 0), (model.Step.BatchSize, model.Step.Callers, model.Step.Threads));
    }

    [Fact]
    public void What_is_told_is_not_tried()
    {
        var data = Data(600);
        var few = (OnnxScoreTransformer)_context.Vision().Step(OnnxScore.Of(Relu)).Fit(data);
        _ = Rows.Of(few.Transform(Data(40)), "y");
        Assert.False(few.Diagnostics.IsMeasured);
        var told = (OnnxScoreTransformer)_context.Vision().Step(OnnxScore.Of(Relu) with { BatchSize = 5, Callers = 3, Threads = 1 }).Fit(data);
        Assert.Equal(Expected(600), Answers(told.Transform(data)));
        Assert.Equal((3, 1, 5, false), (told.Diagnostics.Callers, told.Diagnostics.Threads, told.Diagnostics.BatchSize, told.Diagnostics.IsMeasured));
    }

    [Fact]
    public void Kept_outputs_are_not_scored_again()
    {
        var data = Data(20);
        var model = (OnnxScoreTransformer)_context.Vision().Step(OnnxScore.Of(Relu) with { KeepsOutputs = 15, BatchSize = 4 }).Fit(data);
        var view = model.Transform(data);
        Assert.Equal(Expected(20), Answers(view));
        Assert.Equal((20, 0), (model.Diagnostics.RowsScored, model.Diagnostics.RowsFromKept));
        Assert.Equal(Expected(20), Answers(view));
        Assert.Equal((25, 15), (model.Diagnostics.RowsScored, model.Diagnostics.RowsFromKept));
        Assert.Equal(Rows.WithIds(view, "x", "y").OrderBy(row => row.Id), Rows.OfSet(view, 2, "x", "y"));
        // Another data view has other rows under the same ids.
        var other = _context.Data.LoadFromEnumerable([new Row { X = [-1, 5, -1, 5] }]);
        Assert.Equal(["0;5;0;5"], Answers(model.Transform(other)));
    }

    [Fact]
    public void Rows_in_another_order_get_their_own_kept_outputs()
    {
        var data = Data(50);
        var view = Scored(data, OnnxScore.Of(Relu) with { KeepsOutputs = 30, BatchSize = 4 });
        var expected = Rows.WithIds(view, "x", "y").OrderBy(row => row.Id).ToList();
        using var cursor = view.GetRowCursor(view.Schema, view.CanShuffle ? new Random(3) : null);
        var (x, y) = (Rows.Reader(cursor, view.Schema["x"]), Rows.Reader(cursor, view.Schema["y"]));
        var id = cursor.GetIdGetter();
        var got = new List<(DataViewRowId Id, string Row)>();
        while (cursor.MoveNext())
        {
            var value = default(DataViewRowId);
            id(ref value);
            got.Add((value, Rows.Values([x, y])));
        }
        Assert.Equal(expected, got.OrderBy(row => row.Id));
    }

    [Fact]
    public void A_warm_up_is_a_run_over_zeros_before_the_first_row()
    {
        // It looks up the first number, less 4, from behind, and fails on 0.
        var picky = OnnxScore.Of(Model(
            13, Stored(Floats("table", [2], 8, 9)), Stored(Floats("four", [], 4)), Node("Sub", "", ["x", "four"], ["d"]), Node("Cast", "", ["d"], ["i"], Integer("to", OnnxBytes.Int64)),
            Node("Gather", "", ["table", "i"], ["y"]), Text(2, "g"), Input("x", Float, "N", 4), Output("y", Float, "N", 4)));
        var data = _context.Data.LoadFromEnumerable([new Row { X = [4, 5, 3, 2] }]);
        Assert.Equal(["8;9;9;8"], Scored(data, picky with { Threads = 1 }).GetColumn<float[]>("y").Select(y => string.Join(';', y)));
        var view = Scored(data, picky with { Threads = 2, WarmsUp = true });
        for (var i = 0; i < 2; i++)
            Assert.Contains("does not take zeros", Assert.Throws<InvalidOperationException>(() => view.GetRowCursor(view.Schema)).Message);
        var model = _context.Vision().Step(picky with { Threads = 3, WarmsUp = true }).Fit(data);
        Assert.Contains("does not take zeros", Assert.ThrowsAny<InvalidOperationException>(() => _context.Model.CreatePredictionEngine<Row, Answer>(model)).Message);
        Assert.Equal(Expected(3), Answers(Scored(Data(3), OnnxScore.Of(Relu) with { WarmsUp = true })));
    }

    private sealed class Large
    {
        public const int Length = 1 << 20;

        [ColumnName("x")]
        [VectorType(Length)]
        public float[] X { get; set; } = [];
    }

    [Fact]
    public void Large_rows_are_scored_one_by_one_and_no_schedules_are_tried_on_them_unless_that_is_told()
    {
        var relu = OnnxScore.Of(Model(13, Node("Relu", "", ["x"], ["y"]), Text(2, "g"), Input("x", Float, "N", Large.Length), Output("y", Float, "N", Large.Length)));
        var row = new Large { X = [.. Enumerable.Range(0, Large.Length).Select(i => (float)(i % 5) - 2)] };
        var data = _context.Data.LoadFromEnumerable(Enumerable.Repeat(row, 300));
        var model = (OnnxScoreTransformer)_context.Vision().Step(relu).Fit(data);
        Assert.Equal([0f, 0, 0, 1, 2], model.Transform(data).GetColumn<float[]>("y").Last()[..5]);
        Assert.Equal((1, false, 300), (model.Diagnostics.BatchSize, model.Diagnostics.IsMeasured, model.Diagnostics.RowsScored));
        var told = (OnnxScoreTransformer)_context.Vision().Step(relu with { BatchSize = 3 }).Fit(data);
        Assert.Equal([0f, 0, 0, 1, 2], told.Transform(_context.Data.TakeRows(data, 4)).GetColumn<float[]>("y").Last()[..5]);
        Assert.Equal(3, told.Diagnostics.BatchSize);
    }

    private sealed class Answer
    {
        [ColumnName("y")]
        [VectorType(4)]
        public float[] Y { get; set; } = [];
    }

    private IDataView Scored(IDataView data, OnnxScore step) => _context.Vision().Step(step).Fit(data).Transform(data);

    private IDataView Data(int count) => _context.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Row { X = [i, -i, i * .5f, 7] }).ToArray());

    private static IEnumerable<string> Expected(int count) => Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"{i};0;{i * .5f};7"));

    private static IEnumerable<string> Answers(IDataView view) => view.GetColumn<float[]>("y").Select(y => string.Join(';', y.Select(value => value + 0f)));
}
