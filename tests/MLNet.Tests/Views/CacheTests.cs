using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.MLNet.Tests;

public sealed class CacheTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Rows_are_read_once_and_only_the_columns_asked_for()
    {
        var passes = 0;
        IEnumerable<Example> Counted()
        {
            passes++;
            foreach (var row in Example.Make(100))
                yield return row;
        }

        var cached = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(Counted()));
        Assert.Equal(0, passes);

        Assert.Equal(100, Rows.Read<float>(cached, "Number").Values.Length);
        Assert.Equal(100, Rows.Read<float>(cached, "Number").Values.Length);
        Assert.Equal(1, passes);
        _ = Rows.Read<VBuffer<float>>(cached, "Pair");
        Assert.Equal(2, passes);
    }

    [Fact]
    public void Row_ids_are_numbered_anew()
    {
        var skipped = _ml.Data.SkipRows(_ml.Data.LoadFromEnumerable(Example.Make(6)), 4);

        Assert.Equal([4ul, 5ul], Rows.Read<float>(skipped, "Number").Ids.Select(id => id.Low));
        Assert.Equal([0ul, 1ul], Rows.Read<float>(_ml.Data.Cache(skipped), "Number").Ids.Select(id => id.Low));
    }

    [Fact]
    public void A_cached_view_can_be_read_in_any_order_with_the_same_ids()
    {
        var cached = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(Example.Make(50)));

        var (values, ids, positions, _) = Rows.Read<float>(cached.GetRowCursor([cached.Schema["Number"]], new Random(1)), "Number");

        Assert.True(cached.CanShuffle);
        Assert.NotEqual(values.Order(), values);
        Assert.Equal(values.Select(v => (ulong)v), ids.Select(id => id.Low));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), positions);
        Assert.Equal(50, cached.GetRowCount());
    }

    [Fact]
    public void A_missing_column_to_prefetch_is_named()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.Cache(_ml.Data.LoadFromEnumerable(Example.Make(1)), "Nowhere"));
        Assert.Contains("Nowhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_getter_gave_may_be_written_to()
    {
        var cached = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(Example.Make(3)));
        using (var cursor = cached.GetRowCursor([cached.Schema["Pair"]]))
        {
            var getter = cursor.GetGetter<VBuffer<float>>(cached.Schema["Pair"]);
            VBuffer<float> value = default;
            while (cursor.MoveNext())
            {
                getter(ref value);
                VBufferEditor.CreateFromBuffer(ref value).Values.Fill(7);
            }
        }

        Assert.Equal([0f, 1f, 2f], cached.GetColumn<float[]>("Pair").Select(p => p[0]));
    }
}
