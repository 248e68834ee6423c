using Microsoft.ML;
using Microsoft.ML.Data;
using static DeepRecipes.Transforms.Tests.OnnxBytes;

namespace DeepRecipes.Transforms.Tests;

/// <summary>How the input is read ahead: by one at a time, not too far, and up to the row that cannot be read.</summary>
public sealed class OnnxReadAheadTests
{
    /// <summary>Rows that a cursor may have taken and not handed out, in batches: 8 that wait, and one for each of the callers tried here.</summary>
    private const int MostBatches = 12;

    private readonly MLContext _context = new(seed: 1);

    public static TheoryData<int, int> Schedules
    {
        get
        {
            var all = new TheoryData<int, int>();
            foreach (var batch in new[] { 1, 3, 8 })
            {
                foreach (var callers in new[] { 1, 2, 4 })
                    all.Add(batch, callers);
            }
            return all;
        }
    }

    private sealed class Row
    {
        [ColumnName("x")]
        [VectorType(4)]
        public float[] X { get; set; } = [];
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Rows_are_read_in_order_by_one_thread_at_a_time_and_not_far_ahead(int batch, int callers)
    {
        var (inside, read, overlaps) = (0, 0, 0);
        using var cursor = Cursor(_context.Data.LoadFromEnumerable(Watched()), batch, callers);
        var getter = cursor.GetGetter<VBuffer<float>>(cursor.Schema["y"]);
        var value = default(VBuffer<float>);
        for (var i = 0; i < 300; i++)
        {
            Assert.True(cursor.MoveNext());
            getter(ref value);
            Assert.Equal([i, 0, 2 * i, 7], value.DenseValues());
            Assert.Equal(i, cursor.Position);
            Assert.InRange(Volatile.Read(ref read), i + 1, i + 1 + (MostBatches * batch));
        }
        Assert.False(cursor.MoveNext());
        Assert.False(cursor.MoveNext());
        Assert.Equal((300, 0), (read, overlaps));

        IEnumerable<Row> Watched()
        {
            for (var i = 0; i < 300; i++)
            {
                if (Interlocked.Increment(ref inside) != 1)
                    overlaps++;
                var row = new Row { X = [i, -i, 2 * i, 7] };
                // Whoever came in meanwhile has been counted by now.
                Thread.Yield();
                Interlocked.Decrement(ref inside);
                read++;
                yield return row;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Rows_before_one_that_cannot_be_read_come_out_and_then_the_reason(int batch, int callers)
    {
        using var cursor = Cursor(_context.Data.LoadFromEnumerable(Failing()), batch, callers);
        var getter = cursor.GetGetter<VBuffer<float>>(cursor.Schema["y"]);
        var value = default(VBuffer<float>);
        for (var i = 0; i < 20; i++)
        {
            Assert.True(cursor.MoveNext());
            getter(ref value);
            Assert.Equal(i, value.GetItemOrDefault(0));
        }
        Assert.Equal("The 21st row is broken.", Assert.Throws<IOException>(() => cursor.MoveNext()).Message);
        Assert.False(cursor.MoveNext());

        static IEnumerable<Row> Failing()
        {
            for (var i = 0; i < 20; i++)
                yield return new() { X = [i, 0, 0, 0] };
            throw new IOException("The 21st row is broken.");
        }
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Whoever_reads_has_the_consumers_context(int batch, int callers)
    {
        var mine = new AsyncLocal<string> { Value = "mine" };
        using var cursor = Cursor(_context.Data.LoadFromEnumerable(Watched()), batch, callers);
        var rows = 0;
        while (cursor.MoveNext())
            rows++;
        Assert.Equal(400, rows);

        IEnumerable<Row> Watched()
        {
            for (var i = 0; i < 400; i++)
            {
                Assert.Equal("mine", mine.Value);
                yield return new() { X = [i, 0, 0, 0] };
            }
        }
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void A_disposed_cursor_reads_no_more_and_has_closed_its_input(int batch, int callers)
    {
        var read = 0;
        var watched = new WatchedView(_context.Data.LoadFromEnumerable(Endless()));
        var cursor = Cursor(watched, batch, callers);
        for (var i = 0; i < 50; i++)
            Assert.True(cursor.MoveNext());
        cursor.Dispose();
        Assert.Equal((1, 1), (watched.Cursors, watched.Closed));
        Assert.InRange(read, 50, 50 + (MostBatches * batch));
        Assert.Throws<ObjectDisposedException>(() => cursor.MoveNext());

        IEnumerable<Row> Endless()
        {
            while (true)
            {
                read++;
                yield return new() { X = [1, 2, 3, 4] };
            }
        }
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void An_input_that_gives_no_getter_says_so_to_who_asks_for_rows(int batch, int callers)
    {
        using var cursor = Cursor(new WithoutGetters(_context.Data.LoadFromEnumerable<Row>([new() { X = [1, 2, 3, 4] }])), batch, callers);
        for (var i = 0; i < 2; i++)
            Assert.Equal("There is no getter.", Assert.Throws<IOException>(() => cursor.MoveNext()).Message);
    }

    /// <summary>A view whose cursors cannot be read from.</summary>
    private sealed class WithoutGetters(IDataView source) : IDataView
    {
        public bool CanShuffle => false;

        public DataViewSchema Schema => source.Schema;

        public long? GetRowCount() => source.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(source.GetRowCursor(columnsNeeded));

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded)];

        private sealed class Cursor(DataViewRowCursor rows) : DataViewRowCursor
        {
            public override long Position => rows.Position;

            public override long Batch => rows.Batch;

            public override DataViewSchema Schema => rows.Schema;

            public override bool MoveNext() => rows.MoveNext();

            public override ValueGetter<DataViewRowId> GetIdGetter() => rows.GetIdGetter();

            public override bool IsColumnActive(DataViewSchema.Column column) => rows.IsColumnActive(column);

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => throw new IOException("There is no getter.");
        }
    }

    private DataViewRowCursor Cursor(IDataView view, int batch, int callers)
    {
        var scored = _context.Vision().Step(OnnxScore.Of(OneNode(13, "Relu")) with { BatchSize = batch, Callers = callers, Threads = 1 }).Fit(view).Transform(view);
        return scored.GetRowCursor(scored.Schema);
    }
}
