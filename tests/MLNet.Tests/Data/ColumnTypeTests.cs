using Microsoft.ML.Data;

namespace DeepRecipes.MLNet.Tests;

public sealed class ColumnTypeTests
{
    [Fact]
    public void Types_show_themselves()
    {
        Assert.Equal("Single", NumberDataViewType.Single.ToString());
        Assert.Equal("String", TextDataViewType.Instance.ToString());
        Assert.Equal("Vector<Single, 3>", new VectorDataViewType(NumberDataViewType.Single, 3).ToString());
        Assert.Equal("Vector<Single>", new VectorDataViewType(NumberDataViewType.Single).ToString());
        Assert.Equal("Vector<Single, *, 4>", new VectorDataViewType(NumberDataViewType.Single, 0, 4).ToString());
        Assert.Equal("Key<UInt32, 0-4>", new KeyDataViewType(typeof(uint), 5).ToString());
    }

    [Fact]
    public void Vectors_are_equal_by_item_and_dimensions()
    {
        Assert.Equal<DataViewType>(new VectorDataViewType(NumberDataViewType.Single, 2, 3), new VectorDataViewType(NumberDataViewType.Single, System.Collections.Immutable.ImmutableArray.Create(2, 3)));
        Assert.NotEqual<DataViewType>(new VectorDataViewType(NumberDataViewType.Single, 2, 3), new VectorDataViewType(NumberDataViewType.Single, 6));
        Assert.NotEqual<DataViewType>(new VectorDataViewType(NumberDataViewType.Single, 3), new VectorDataViewType(NumberDataViewType.Double, 3));
        Assert.Equal(6, new VectorDataViewType(NumberDataViewType.Single, 2, 3).Size);
        Assert.False(new VectorDataViewType(NumberDataViewType.Single, 0, 4).IsKnownSize);
    }

    [Fact]
    public void Keys_need_an_unsigned_type_and_at_least_one_value()
    {
        Assert.Equal<DataViewType>(new KeyDataViewType(typeof(uint), 5), new KeyDataViewType(typeof(uint), 5ul));
        Assert.NotEqual<DataViewType>(new KeyDataViewType(typeof(uint), 5), new KeyDataViewType(typeof(byte), 5));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(int), 5));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(byte), 256));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(uint), 0));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(uint), -1));
    }

    [Fact]
    public void Row_ids_of_rows_made_of_others_differ()
    {
        var id = new DataViewRowId(3, 0);
        var ids = new[] { id, id.Next(), id.Fork(), id.Combine(new DataViewRowId(1, 0)), id.Combine(new DataViewRowId(2, 0)), id.Next().Next() };
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal("00000000000000000000000000000003", id.ToString());
    }
}
