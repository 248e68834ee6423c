using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.MLNet.Tests;

public sealed class LoadFromEnumerableTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Keys_get_one_added_on_the_way_in_and_nothing_taken_on_the_way_out()
    {
        var view = _ml.Data.LoadFromEnumerable(new[] { new WithKey { Key = 0 }, new WithKey { Key = 2 }, new WithKey { Key = 9 } });

        Assert.Equal(new KeyDataViewType(typeof(uint), 3), view.Schema["Key"].Type);
        Assert.Equal([1u, 3u, 0u], _ml.Data.CreateEnumerable<WithKey>(view, reuseRowObject: false).Select(r => r.Key));
    }

    [Fact]
    public void An_empty_variable_vector_comes_back_as_null()
    {
        var view = _ml.Data.LoadFromEnumerable(new[] { new WithVector { Values = [] }, new WithVector { Values = [1f, 2f] } });

        var rows = _ml.Data.CreateEnumerable<WithVector>(view, reuseRowObject: false).ToArray();

        Assert.Null(rows[0].Values);
        Assert.Equal([1f, 2f], rows[1].Values!);
    }

    [Fact]
    public void Nothing_is_read_before_a_cursor_moves_and_only_active_columns_are_read()
    {
        var reads = 0;
        var view = _ml.Data.LoadFromEnumerable(new[] { new Counting(() => reads++) });
        Assert.Equal(0, reads);

        using (var other = view.GetRowCursor([view.Schema["Other"]]))
        {
            Assert.True(other.MoveNext());
            Assert.False(other.IsColumnActive(view.Schema["Counted"]));
            _ = Assert.ThrowsAny<Exception>(() => other.GetGetter<float>(view.Schema["Counted"]));
        }

        Assert.Equal(0, reads);
        using var cursor = view.GetRowCursor([view.Schema["Counted"]]);
        var getter = cursor.GetGetter<float>(view.Schema["Counted"]);
        Assert.True(cursor.MoveNext());
        Assert.Equal(0, reads);
        var value = 0f;
        getter(ref value);
        Assert.Equal(1, reads);
    }

    private sealed class WithKey
    {
        [KeyType(3)]
        public uint Key { get; set; }
    }

    private sealed class WithVector
    {
        public float[]? Values { get; set; }
    }

    private sealed class Counting(Action onRead)
    {
        public float Other { get; set; }

        public float Counted
        {
            get
            {
                onRead();
                return 1;
            }
        }
    }
}
