using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.MLNet.Tests;

public sealed class CursorSetTests
{
    private readonly MLContext _ml = new(1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_set_of_a_cache_shares_its_rows_in_batches(int n)
    {
        var cached = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(Example.Make(1000)));
        CheckSet(cached.GetRowCursorSet([cached.Schema["Number"]], n), 1000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_mapping_splits_a_source_of_one_cursor(int n)
    {
        var view = _ml.Data.LoadFromEnumerable(Example.Make(1000));
        var mapped = _ml.Transforms.CopyColumns("Copy", "Number").Fit(view).Transform(view);

        Assert.Single(view.GetRowCursorSet([view.Schema["Number"]], n));
        Assert.Single(mapped.GetRowCursorSet([mapped.Schema["Number"]], n));
        var set = mapped.GetRowCursorSet([mapped.Schema["Number"], mapped.Schema["Copy"]], n);
        Assert.Equal(n, set.Length);
        CheckSet(set, 1000);
    }

    [Fact]
    public void One_cursor_over_a_parallel_pipeline_keeps_the_order_ids_and_positions()
    {
        var view = _ml.Data.LoadFromEnumerable(Example.Make(1000));
        var pipeline = _ml.Transforms.CopyColumns("A", "Number").Append(_ml.Transforms.Concatenate("B", "A", "Pair")).Append(_ml.Transforms.NormalizeMinMax("C", "B", fixZero: false));
        var mapped = pipeline.Fit(view).Transform(view);

        var (values, ids, positions, batches) = Rows.Read<VBuffer<float>>(mapped, "C");

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => i * (1 / 999f)), values.Select(v => v.GetItemOrDefault(0)));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (ulong)i), ids.Select(i => i.Low));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (long)i), positions);
        Assert.Equal(batches.Order(), batches);
    }

    [Fact]
    public void A_cursor_that_is_left_early_ends_its_threads()
    {
        var view = _ml.Data.LoadFromEnumerable(Example.Make(100_000));
        var mapped = _ml.Transforms.CopyColumns("A", "Number").Fit(view).Transform(view);
        for (var i = 0; i < 20; i++)
        {
            using var cursor = mapped.GetRowCursor(mapped.Schema);
            Assert.True(cursor.MoveNext());
        }
    }

    [Fact]
    public void An_error_on_another_thread_comes_with_its_cause()
    {
        var view = _ml.Data.LoadFromEnumerable(Example.Make(300));
        var failing = _ml.Transforms.CustomMapping<Input, Output>((input, output) => output.Inverse = input.Number == 250 ? throw new InvalidDataException("row 250 is bad") : 1 / input.Number, null);
        var mapped = failing.Fit(view).Transform(view);

        var error = Assert.ThrowsAny<Exception>(() => Rows.Read<float>(mapped, "Inverse"));

        var causes = new List<string>();
        for (var e = error; e != null; e = e.InnerException)
            causes.Add(e.Message);
        Assert.Contains("row 250 is bad", causes, StringComparer.Ordinal);
    }

    private static void CheckSet(DataViewRowCursor[] set, int count)
    {
        // Each cursor on a thread of its own, as trainers read them.
        var parts = new (float[] Values, DataViewRowId[] Ids, long[] Positions, long[] Batches)[set.Length];
        Thread[] threads = [.. set.Select((cursor, i) => new Thread(() => parts[i] = Rows.Read<float>(cursor, "Number")))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());

        Assert.Equal(Enumerable.Range(0, count).Select(i => (float)i), parts.SelectMany(p => p.Values).Order());
        Assert.All(parts, p =>
        {
            Assert.Equal(p.Values.Select(v => (ulong)v), p.Ids.Select(i => i.Low));
            Assert.Equal(Enumerable.Range(0, p.Values.Length).Select(i => (long)i), p.Positions);
            Assert.Equal(p.Batches.Order(), p.Batches);
        });

        // Ordered by batch, the rows are in order again, and no batch is in two cursors.
        if (set.Length > 1)
        {
            var inOrder = parts.SelectMany(p => p.Batches.Zip(p.Values)).OrderBy(r => r.First).Select(r => r.Second);
            Assert.Equal(Enumerable.Range(0, count).Select(i => (float)i), inOrder);
            Assert.Equal(parts.Sum(p => p.Batches.Distinct().Count()), parts.SelectMany(p => p.Batches).Distinct().Count());
        }
    }

    private sealed class Input
    {
        public float Number { get; set; }
    }

    private sealed class Output
    {
        public float Inverse { get; set; }
    }
}
