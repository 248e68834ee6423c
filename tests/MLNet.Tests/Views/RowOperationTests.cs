using Microsoft.ML;

namespace DeepRecipes.MLNet.Tests;

public sealed class RowOperationTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _view;

    public RowOperationTests() => _view = _ml.Data.LoadFromEnumerable(Example.Make(20));

    [Fact]
    public void Take_and_skip_keep_ids_and_count_positions_anew()
    {
        var (values, ids, positions, batches) = Rows.Read<float>(_ml.Data.TakeRows(_ml.Data.SkipRows(_view, 3), 2), "Number");

        Assert.Equal([3f, 4f], values);
        Assert.Equal([3ul, 4ul], ids.Select(i => i.Low));
        Assert.Equal([0L, 1L], positions);
        Assert.Equal([0L, 0L], batches);
    }

    [Fact]
    public void A_range_includes_its_lower_bound_only()
        => Assert.Equal([2f, 3f, 4f], Rows.Read<float>(_ml.Data.FilterRowsByColumn(_view, "Number", 2, 5), "Number").Values);

    [Fact]
    public void A_filter_reads_its_column_though_nobody_asked_for_it()
    {
        var filtered = _ml.Data.FilterRowsByColumn(_view, "Number", 2, 4);

        var (values, ids, positions, _) = Rows.Read<ReadOnlyMemory<char>>(filtered, "Text");

        Assert.Equal(["t2", "t0"], values.Select(v => v.ToString()), StringComparer.Ordinal);
        Assert.Equal([2ul, 3ul], ids.Select(i => i.Low));
        Assert.Equal([0L, 1L], positions);
        Assert.Null(filtered.GetRowCount());
    }

    [Fact]
    public void A_filter_wants_a_number()
    {
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByColumn(_view, "Text", 0, 1));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByColumn(_view, "Nowhere", 0, 1));
    }

    [Fact]
    public void Shuffling_keeps_rows_and_ids_together_and_repeats_itself()
    {
        var shuffled = _ml.Data.ShuffleRows(_view, seed: 5);

        var (values, ids, _, _) = Rows.Read<float>(shuffled, "Number");

        Assert.NotEqual(values.Order(), values);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (float)i), values.Order());
        Assert.Equal(values.Select(v => (ulong)v), ids.Select(i => i.Low));
        Assert.Equal(values, Rows.Read<float>(shuffled, "Number").Values);
        Assert.Equal(20, shuffled.GetRowCount());
    }

    [Fact]
    public void A_pool_of_some_rows_moves_no_row_far_forward()
    {
        var many = _ml.Data.LoadFromEnumerable(Example.Make(200));

        var values = Rows.Read<float>(_ml.Data.ShuffleRows(many, seed: 5, shufflePoolSize: 10), "Number").Values;

        Assert.Equal(Enumerable.Range(0, 200).Select(i => (float)i), values.Order());
        Assert.All(values.Select((v, place) => v - place), ahead => Assert.True(ahead < 10 + 48));
    }

    [Fact]
    public void A_bootstrap_sample_repeats_rows_under_ids_of_their_own()
    {
        var many = _ml.Data.LoadFromEnumerable(Example.Make(500));
        var sample = _ml.Data.BootstrapSample(many, seed: 3);

        var (values, ids, _, _) = Rows.Read<float>(sample, "Number");

        Assert.InRange(values.Length, 400, 600);
        Assert.InRange(values.Distinct().Count(), 250, 400);
        Assert.Equal(values.Length, ids.Distinct().Count());
        Assert.Equal(values, Rows.Read<float>(sample, "Number").Values);
        var rest = Rows.Read<float>(_ml.Data.BootstrapSample(many, seed: 3, complement: true), "Number").Values;
        Assert.Equal(Enumerable.Range(0, 500).Select(i => (float)i).Except(values), rest);
    }
}
