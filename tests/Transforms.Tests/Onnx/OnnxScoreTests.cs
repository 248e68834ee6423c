using DeepRecipes.Contracts;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

/// <summary>The scoring step on a network with an open number of rows (PP-OCR's classifier) over made inputs.</summary>
public sealed class OnnxScoreTests
{
    private const int Length = 3 * 48 * 192;

    private readonly MLContext _context = new(seed: 1);

    private sealed class Input
    {
        public string Name { get; set; } = "";

        [VectorType(3, 48, 192)]
        public float[] X { get; set; } = [];

        [VisionImage]
        public MLImage? Image { get; set; }
    }

    private sealed class Output
    {
        public string Name { get; set; } = "";

        [ColumnName("y")]
        [VectorType(2)]
        public float[] Y { get; set; } = [];
    }

    private static string Model => Assets.Path("ch_ppocr_mobile_v2.0_cls_infer.onnx");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(4, 3)]
    [InlineData(64, 2)]
    public void Rows_come_out_in_order_with_everything_they_had(int batch, int callers)
    {
        var data = Data(11);
        var view = Step(batch, callers).Fit(data).Transform(data);
        var expected = Alone(11);
        var got = _context.Data.CreateEnumerable<Output>(view, reuseRowObject: false).ToList();
        Assert.Equal(Enumerable.Range(0, 11).Select(i => $"row {i}"), got.Select(row => row.Name));
        for (var i = 0; i < 11; i++)
        {
            for (var c = 0; c < 2; c++)
                Assert.Equal(expected[i][c], got[i].Y[c], 1e-5f);
        }
        var all = Rows.WithIds(view, "Name", "Image", "y");
        Assert.Equal(Rows.WithIds(data, "Name", "Image").Select(row => row.Id), all.Select(row => row.Id));
        Assert.Equal(Rows.Of(data, "Name", "Image"), Rows.Of(view, "Name", "Image"));
    }

    [Fact]
    public void A_set_of_cursors_gives_the_rows_of_one()
    {
        var data = Data(13);
        var view = Step(4, 2).Fit(data).Transform(data);
        Assert.Equal(Rows.WithIds(view, "Name", "y").OrderBy(row => row.Id), Rows.OfSet(view, 2, "Name", "y"));
    }

    [Fact]
    public void Only_what_is_needed_is_read_and_nothing_is_scored_in_vain()
    {
        var watched = new WatchedView(Data(5));
        var model = (OnnxScoreTransformer)Step(2, 1).Fit(watched);
        var view = model.Transform(watched);
        _ = Rows.Of(view, "Name");
        Assert.Equal(["Name"], watched.Asked);
        Assert.Equal(0, model.Diagnostics.RowsScored);
        _ = Rows.Of(view, "y");
        Assert.Equal(5, model.Diagnostics.RowsScored);
        Assert.DoesNotContain("Image", watched.Asked);
        Assert.Equal(watched.Cursors, watched.Closed);
    }

    [Fact]
    public void Two_consumers_of_one_picture_may_each_dispose_it()
    {
        var data = Data(6);
        var view = Step(4, 1).Fit(data).Transform(data);
        var (image, score) = (view.Schema["Image"], view.Schema["y"]);
        using var cursor = view.GetRowCursor([image, score]);
        var first = cursor.GetGetter<MLImage>(image);
        var second = cursor.GetGetter<MLImage>(image);
        var rows = 0;
        while (cursor.MoveNext())
        {
            MLImage a = null!, b = null!;
            first(ref a);
            a.Dispose();
            second(ref b);
            Assert.Equal(3, b.Width);
            Assert.Equal(36, b.Pixels.Length);
            b.Dispose();
            rows++;
        }
        Assert.Equal(6, rows);
    }

    [Fact]
    public void Stopping_early_leaves_nothing_behind()
    {
        var watched = new WatchedView(Data(40));
        var view = Step(4, 3).Fit(watched).Transform(watched);
        using (var cursor = view.GetRowCursor([view.Schema["y"]]))
            Assert.True(cursor.MoveNext());
        Assert.Equal(watched.Cursors, watched.Closed);
    }

    [Fact]
    public void Saved_with_its_bytes_it_needs_no_file()
    {
        var data = Data(5);
        var copy = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
        File.Copy(Model, copy);
        byte[] saved;
        List<string> expected;
        try
        {
            var model = _context.Vision().Step(OnnxScore.Of(copy, "X") with { Outputs = [new("softmax_0.tmp_0", "y")] }).Fit(data);
            expected = Rows.Of(model.Transform(data), "y");
            using var stream = new MemoryStream();
            _context.Model.Save(model, data.Schema, stream);
            saved = stream.ToArray();
        }
        finally
        {
            File.Delete(copy);
        }
        var loaded = new MLContext().UseDeepRecipes().Model.Load(new MemoryStream(saved), out _);
        Assert.Equal(expected, Rows.Of(loaded.Transform(data), "y"));
    }

    [Fact]
    public void Saved_without_its_bytes_it_wants_the_very_same_file()
    {
        var data = Data(2);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
        File.Copy(Model, path);
        try
        {
            using var stream = new MemoryStream();
            _context.Model.Save(_context.Vision().Step(OnnxScore.Of(path, "X") with { SavesModelBytes = false }).Fit(data), data.Schema, stream);
            stream.Position = 0;
            _ = new MLContext().UseDeepRecipes().Model.Load(stream, out _);

            File.Copy(Assets.Path("fr_detect.onnx"), path, overwrite: true);
            stream.Position = 0;
            var error = Inner<FormatException>(() => new MLContext().UseDeepRecipes().Model.Load(stream, out _));
            Assert.Contains("SHA-256", error.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_file_that_is_no_network_is_one_clear_error()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
        Assert.Contains(path, Assert.Throws<FileNotFoundException>(() => OnnxScore.Of(path)).Message);
        File.WriteAllText(path, "this is no network");
        try
        {
            Assert.Contains("cannot be loaded", Assert.Throws<FormatException>(() => OnnxScore.Of(path, "X")).Message);
            Assert.Contains("cannot be loaded", Assert.Throws<FormatException>(() => OnnxScore.Of(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_name_or_shape_that_does_not_fit_is_an_error_that_says_what_would()
    {
        var data = Data(1);
        var unknown = Assert.ThrowsAny<ArgumentException>(() => _context.Vision().Step(OnnxScore.Of(Model) with { Inputs = [new("images", "X")] }).Fit(data));
        Assert.Contains("no input 'images'", unknown.Message);
        Assert.Contains("x: Float", unknown.Message);
        var missing = Assert.ThrowsAny<ArgumentException>(() => _context.Vision().OnnxScore(Model, "Nowhere").Fit(data));
        Assert.Contains("'Nowhere'", missing.Message);
        var small = _context.Data.LoadFromEnumerable(SampleRows.All());
        var shape = Assert.ThrowsAny<ArgumentException>(() => _context.Vision().OnnxScore(Model, "Pixels").Fit(small));
        Assert.Contains("'Pixels'", shape.Message);
    }

    private VisionEstimator Step(int batch, int callers) =>
        _context.Vision().Step(OnnxScore.Of(Model, "X") with { BatchSize = batch, Callers = callers, Outputs = [new("softmax_0.tmp_0", "y")] });

    /// <summary>Each row scored by a prediction engine, one at a time.</summary>
    private List<float[]> Alone(int count)
    {
        var model = Step(1, 1).Fit(Data(1));
        using var engine = _context.Model.CreatePredictionEngine<Input, Output>(model);
        return [.. Enumerable.Range(0, count).Select(i => (float[])engine.Predict(Make(i)).Y.Clone())];
    }

    private IDataView Data(int count) => _context.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(Make).ToArray());

    private static Input Make(int index)
    {
        var random = new Random(index);
        return new()
        {
            Name = $"row {index}",
            X = [.. Enumerable.Range(0, Length).Select(_ => (random.NextSingle() * 2) - 1)],
            Image = SampleRows.Picture(3, 3, i => (byte)(i + index)),
        };
    }

    private static T Inner<T>(Action action)
        where T : Exception
    {
        var error = Assert.ThrowsAny<Exception>(action);
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            if (inner is T found)
                return found;
        }
        throw new Xunit.Sdk.XunitException($"No {typeof(T).Name} in: {error}");
    }
}
