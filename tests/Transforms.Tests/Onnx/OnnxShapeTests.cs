using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using static DeepRecipes.Transforms.Tests.OnnxBytes;

namespace DeepRecipes.Transforms.Tests;

/// <summary>Rows of different sizes, and networks that take other numbers than floats.</summary>
public sealed class OnnxShapeTests
{
    private readonly MLContext _context = new(seed: 1);

    private sealed class Row
    {
        [ColumnName("x")]
        [VectorType]
        public float[] X { get; set; } = [];

        public int Height { get; set; }

        public float Width { get; set; }
    }

    private sealed class Numbers
    {
        [VectorType(3)]
        public float[] Singles { get; set; } = [0, 1.5f, -2];

        [VectorType(3)]
        public byte[] Bytes { get; set; } = [0, 7, 255];

        [VectorType(3)]
        public int[] Ints { get; set; } = [0, -7, 70000];

        [VectorType(3)]
        public long[] Longs { get; set; } = [0, -7, 1L << 40];

        [VectorType(3)]
        public bool[] Truths { get; set; } = [false, true, true];

        public float One { get; set; } = 42;
    }

    // Rows become columns: the answer shows which size was taken for which.
    private static byte[] Transposing => Model(
        13, Node("Transpose", "", ["x"], ["y"], Integers("perm", 0, 2, 1)), Text(2, "g"), Input("x", Float, "N", "height", "width"), Output("y", Float, "N", "width", "height"));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 2)]
    [InlineData(32, 1)]
    public void Rows_of_different_sizes_come_out_in_order(int batch, int callers)
    {
        var rows = Rows(23);
        var data = _context.Data.LoadFromEnumerable(rows);
        var step = OnnxScore.Of(Transposing) with { BatchSize = batch, Callers = callers, DimensionColumns = Sizes("height", "Height") };
        var model = _context.Vision().Step(step).Fit(data);
        Assert.Equal(rows.Select(Transposed), model.Transform(data).GetColumn<float[]>("y").Select(Shown));
        Assert.Equal(rows.Length, ((OnnxScoreTransformer)model).Diagnostics.RowsScored);
        // Both sizes told; a size that does not fit the numbers is found.
        step = step with { DimensionColumns = Sizes("height", "Height", "width", "Width") };
        Assert.Equal(rows.Select(Transposed), _context.Vision().Step(step).Fit(data).Transform(data).GetColumn<float[]>("y").Select(Shown));
        rows[5].Width++;
        var error = Assert.Throws<InvalidOperationException>(() => _context.Vision().Step(step).Fit(data).Transform(data).GetColumn<float[]>("y").Count());
        Assert.Contains("Row 5", error.Message);
    }

    [Fact]
    public void A_prediction_engine_takes_rows_of_any_size()
    {
        var rows = Rows(6);
        var data = _context.Data.LoadFromEnumerable(rows);
        using var saved = new MemoryStream();
        _context.Model.Save(_context.Vision().Step(OnnxScore.Of(Transposing) with { DimensionColumns = Sizes("height", "Height") }).Fit(data), data.Schema, saved);
        saved.Position = 0;
        var loaded = new MLContext().UseDeepRecipes().Model.Load(saved, out _);
        using var engine = _context.Model.CreatePredictionEngine<Row, Output>(loaded);
        foreach (var row in rows)
            Assert.Equal(Transposed(row), Shown(engine.Predict(row).Y!));
    }

    // One picture and nothing around it: all dimensions are the row's.
    private static byte[] TransposingOne(string height = "height") => Model(
        13, Node("Transpose", "", ["x"], ["y"], Integers("perm", 1, 0)), Text(2, "g"), Input("x", Float, height, "width"), Output("y", Float, "width", "height"));

    [Theory]
    [InlineData(1, 1, "height")]
    [InlineData(4, 2, "height")]
    [InlineData(4, 1, "")]
    public void Rows_without_a_dimension_for_them_are_run_alone(int batch, int callers, string height)
    {
        var rows = Rows(23);
        var data = _context.Data.LoadFromEnumerable(rows);
        // A dimension without a name has that of its place in the model.
        var step = OnnxScore.Of(TransposingOne(height)) with { HasRowDimension = false, BatchSize = batch, Callers = callers, DimensionColumns = Sizes(height.Length > 0 ? height : "x.0", "Height") };
        var model = _context.Vision().Step(step).Fit(data);
        Assert.Equal(rows.Select(Transposed), model.Transform(data).GetColumn<float[]>("y").Select(Shown));

        using var saved = new MemoryStream();
        _context.Model.Save(model, data.Schema, saved);
        saved.Position = 0;
        using var engine = _context.Model.CreatePredictionEngine<Row, Output>(_context.Model.Load(saved, out _));
        Assert.Equal(rows.Select(Transposed), rows.Select(row => Shown(engine.Predict(row).Y!)));
    }

    [Fact]
    public void An_output_of_a_single_row_keeps_its_first_dimension()
    {
        var model = Model(13, Node("Unsqueeze", "", ["x", "axes"], ["y"]), Text(2, "g"), Stored(Longs("axes", 0)), Input("x", Float, 3), Output("y", Float, 1, 3));
        var data = _context.Data.LoadFromEnumerable([new Numbers(), new Numbers { Singles = [4, 5, 6] }]);
        var scored = _context.Vision().Step(OnnxScore.Of(model, "Singles") with { HasRowDimension = false, WarmsUp = true }).Fit(data).Transform(data);
        Assert.Equal<int>([1, 3], ((VectorDataViewType)scored.Schema["y"].Type).Dimensions.AsEnumerable());
        Assert.Equal(["0;1.5;-2", "4;5;6"], scored.GetColumn<float[]>("y").Select(Shown));
    }

    private sealed class Pictures
    {
        [VectorType(3, 4, 5)]
        public float[] Planes { get; set; } = new float[60];

        [VectorType(3, 5, 4)]
        public float[] Turned { get; set; } = new float[60];

        [VectorType(4, 5, 3)]
        public float[] Pixels { get; set; } = new float[60];

        [VectorType(1, 3, 4, 5)]
        public float[] OfOne { get; set; } = new float[60];

        [VectorType(60)]
        public float[] Flat { get; set; } = new float[60];
    }

    [Theory]
    [InlineData("Planes", true)]
    [InlineData("OfOne", true)]
    [InlineData("Flat", true)]
    [InlineData("Turned", false)]
    [InlineData("Pixels", false)]
    public void Dimensions_that_were_exchanged_are_refused_though_there_are_as_many_numbers(string column, bool fits)
    {
        var step = _context.Vision().Step(OnnxScore.Of(Model(13, Node("Relu", "", ["x"], ["y"]), Text(2, "g"), Input("x", Float, "N", 3, 4, 5), Output("y", Float, "N", 3, 4, 5)), column));
        var data = _context.Data.LoadFromEnumerable([new Pictures()]);
        if (fits)
            Assert.Single(step.Fit(data).Transform(data).GetColumn<float[]>("y"));
        else
            Assert.Contains($"'{column}': expected Vector<Single, 3, 4, 5>", Assert.Throws<ArgumentOutOfRangeException>(() => step.Fit(data)).Message);
    }

    [Fact]
    public void Sizes_that_nobody_knows_are_an_error_that_says_how_to_tell_them()
    {
        var data = _context.Data.LoadFromEnumerable(Rows(2));
        var error = Assert.Throws<InvalidOperationException>(() => _context.Vision().Step(OnnxScore.Of(Transposing)).Fit(data).Transform(data).GetColumn<float[]>("y").Count());
        Assert.Contains("DimensionColumns", error.Message);
        var warm = _context.Vision().Step(OnnxScore.Of(Transposing) with { DimensionColumns = Sizes("height", "Height"), WarmsUp = true }).Fit(data).Transform(data);
        Assert.Contains("'height', 'width'", Assert.Throws<InvalidOperationException>(() => warm.GetRowCursor(warm.Schema)).Message);
        var unknown = Assert.ThrowsAny<ArgumentException>(() => _context.Vision().Step(OnnxScore.Of(Transposing) with { DimensionColumns = Sizes("depth", "Height") }).Fit(data));
        Assert.Contains("height, width", unknown.Message);
        var missing = Assert.ThrowsAny<ArgumentException>(() => _context.Vision().Step(OnnxScore.Of(Transposing) with { DimensionColumns = Sizes("height", "Nowhere") }).Fit(data));
        Assert.Contains("'Nowhere'", missing.Message);
    }

    [Theory]
    [InlineData("N")]
    [InlineData("unk__7")]
    [InlineData("")]
    public void Rows_are_scored_together_whatever_the_outputs_call_them(string name)
    {
        // Doubled row by row, by a shape that follows from the input's.
        var model = Model(
            13, Node("Shape", "", ["x"], ["shape"]), Node("Add", "", ["x", "x"], ["sum"]), Node("Reshape", "", ["sum", "shape"], ["y"]),
            Text(2, "g"), Input("x", Float, "N", 3), Output("y", Float, name, 3));
        var data = _context.Data.LoadFromEnumerable(Enumerable.Range(0, 10).Select(i => new Numbers { Singles = [i, i + 1, i + 2] }));
        var scored = _context.Vision().Step(OnnxScore.Of(model, "Singles") with { BatchSize = 4 }).Fit(data).Transform(data);
        // Known before the first row, as trainers ask for it.
        Assert.Equal<int>([3], ((VectorDataViewType)scored.Schema["y"].Type).Dimensions.AsEnumerable());
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{2 * i};{2 * (i + 1)};{2 * (i + 2)}"), scored.GetColumn<float[]>("y").Select(Shown));
        using var session = OnnxScore.Of(model).Rent();
        Assert.Equal(0, OnnxPlan.Of(OnnxScore.Of(model, "Singles"), session.Info, InputColumns.Of(data.Schema)).RowsOfRun);
    }

    [Fact]
    public void An_open_dimension_that_does_not_follow_the_rows_is_not_taken_for_them()
    {
        // The places of what is not zero: as many as there are.
        var model = Model(13, Node("NonZero", "", ["x"], ["places"]), Node("Transpose", "", ["places"], ["y"]), Text(2, "g"), Input("x", Float, "N", 3), Output("y", OnnxBytes.Int64, "found", 2));
        var data = _context.Data.LoadFromEnumerable([new Numbers { Singles = [0, 1, 2] }, new Numbers { Singles = [0, 0, 0] }, new Numbers { Singles = [5, 0, 0] }]);
        var scored = _context.Vision().Step(OnnxScore.Of(model, "Singles") with { BatchSize = 4 }).Fit(data).Transform(data);
        Assert.Equal(["0;1;0;2", "", "0;0"], scored.GetColumn<long[]>("y").Select(places => string.Join(';', places)));
    }

    [Fact]
    public void One_size_is_told_for_all_rows_and_the_other_follows()
    {
        var rows = Rows(9).Where(row => row.Height == 2).ToArray();
        var data = _context.Data.LoadFromEnumerable(rows);
        var step = OnnxScore.Of(Transposing) with { Dimensions = ImmutableSortedDictionary<string, int>.Empty.Add("height", 2) };
        var view = _context.Vision().Step(step).Fit(data).Transform(data);
        Assert.Equal(rows.Select(Transposed), view.GetColumn<float[]>("y").Select(Shown));
        Assert.Equal<int>([0, 2], ((VectorDataViewType)view.Schema["y"].Type).Dimensions.AsEnumerable());
    }

    [Theory]
    [InlineData(OnnxBytes.Float, "Singles", "0;1.5;-2")]
    [InlineData(OnnxBytes.Float16, "Singles", "0;1.5;-2")]
    [InlineData(OnnxBytes.UInt8, "Bytes", "0;7;255")]
    [InlineData(OnnxBytes.Int32, "Ints", "0;-7;70000")]
    [InlineData(OnnxBytes.Int64, "Longs", "0;-7;1099511627776")]
    [InlineData(OnnxBytes.Bool, "Truths", "False;True;True")]
    public void Numbers_of_each_kind_go_in_and_come_out(int type, string column, string expected)
    {
        var data = _context.Data.LoadFromEnumerable([new Numbers(), new Numbers(), new Numbers()]);
        var same = Model(13, Node("Identity", "", ["x"], ["y"]), Text(2, "g"), Input("x", type, "N", 3), Output("y", type, "N", 3));
        var view = _context.Vision().Step(OnnxScore.Of(same, column)).Fit(data).Transform(data);
        Assert.Equal(view.Schema[column].Type, view.Schema["y"].Type);
        var values = type switch
        {
            UInt8 => view.GetColumn<byte[]>("y").Select(y => string.Join(';', y)),
            OnnxBytes.Int32 => view.GetColumn<int[]>("y").Select(y => string.Join(';', y)),
            OnnxBytes.Int64 => view.GetColumn<long[]>("y").Select(y => string.Join(';', y)),
            Bool => view.GetColumn<bool[]>("y").Select(y => string.Join(';', y)),
            _ => view.GetColumn<float[]>("y").Select(Shown),
        };
        Assert.Equal([expected, expected, expected], values);
        var wrong = Assert.ThrowsAny<ArgumentException>(() => _context.Vision().Step(OnnxScore.Of(same, column == "Bytes" ? "Ints" : "Bytes")).Fit(data));
        Assert.Contains("Schema mismatch", wrong.Message);
    }

    [Fact]
    public void A_scalar_column_is_a_vector_of_one()
    {
        var data = _context.Data.LoadFromEnumerable([new Numbers(), new Numbers { One = 7 }]);
        var same = Model(13, Node("Identity", "", ["x"], ["y"]), Text(2, "g"), Input("x", Float, "N", 1), Output("y", Float, "N", 1));
        Assert.Equal(["42", "7"], _context.Vision().Step(OnnxScore.Of(same, "One")).Fit(data).Transform(data).GetColumn<float[]>("y").Select(Shown));
    }

    private sealed class Output
    {
        [ColumnName("y")]
        [VectorType(0, 0)]
        public float[]? Y { get; set; }
    }

    private static Row[] Rows(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (Height: 1 + (i * 7 % 3), Width: 1 + (i % 4), i)).Select(row => new Row
        {
            Height = row.Height,
            Width = row.Width,
            X = [.. Enumerable.Range(0, row.Height * row.Width).Select(j => (100f * row.i) + j)],
        })];

    private static string Transposed(Row row) =>
        Shown([.. Enumerable.Range(0, (int)row.Width).SelectMany(x => Enumerable.Range(0, row.Height).Select(y => row.X[(y * (int)row.Width) + x]))]);

    private static string Shown(float[] values) => string.Join(';', values);

    private static ImmutableSortedDictionary<string, string> Sizes(params string[] pairs) =>
        pairs.Chunk(2).ToImmutableSortedDictionary(pair => pair[0], pair => pair[1]);
}
