using Microsoft.ML.Data;

namespace DeepRecipes.MLNet.Tests;

public sealed class VBufferTests
{
    private static VBuffer<float> Sparse => new(6, 2, [1f, 2f], [1, 4]);

    [Fact]
    public void A_sparse_vector_stores_what_it_is_given()
    {
        Assert.False(Sparse.IsDense);
        Assert.Equal([1f, 2f], Sparse.GetValues().ToArray());
        Assert.Equal([1, 4], Sparse.GetIndices().ToArray());
        Assert.Equal([0f, 1f, 0f, 0f, 2f, 0f], Sparse.DenseValues());
        Assert.Equal([1, 4], Sparse.Items().Select(p => p.Key));
        Assert.Equal(6, Sparse.Items(all: true).Count());
        Assert.Equal(2f, Sparse.GetItemOrDefault(4));
        Assert.Equal(0f, Sparse.GetItemOrDefault(5));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => Sparse.GetItemOrDefault(6));
    }

    [Fact]
    public void Copies_stay_sparse_unless_asked_to_be_dense()
    {
        VBuffer<float> copy = default;
        Sparse.CopyTo(ref copy);
        Assert.False(copy.IsDense);
        Sparse.CopyToDense(ref copy);
        Assert.True(copy.IsDense);
        Assert.Empty(copy.GetIndices().ToArray());
        Sparse.CopyTo(ref copy, 1, 4);
        Assert.Equal([0, 3], copy.GetIndices().ToArray());
        Assert.Equal([1f, 0f, 0f, 2f], copy.DenseValues());
    }

    [Fact]
    public void Holes_are_filled_with_the_default_asked_for()
    {
        var target = new float[7];
        Sparse.CopyTo(target, 1, -1);
        Assert.Equal([0f, -1f, 1f, -1f, -1f, 2f, -1f], target);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => Sparse.CopyTo(new float[5]));
    }

    [Fact]
    public void An_editor_reuses_arrays_that_are_long_enough()
    {
        var values = new float[5];
        var buffer = new VBuffer<float>(5, values);
        var editor = VBufferEditor.Create(ref buffer, 3);
        Assert.False(editor.CreatedNewValues);
        editor.Values.Fill(9);
        buffer = editor.Commit();
        Assert.Equal([9f, 9f, 9f, 0f, 0f], values);
        Assert.Equal(3, buffer.Length);
        Assert.True(VBufferEditor.Create(ref buffer, 6).CreatedNewValues);
    }

    [Fact]
    public void A_truncated_commit_is_sparse()
    {
        VBuffer<float> buffer = default;
        var editor = VBufferEditor.Create(ref buffer, 10, 4);
        (editor.Values[0], editor.Indices[0]) = (5, 7);
        buffer = editor.CommitTruncated(1);
        Assert.Equal([new KeyValuePair<int, float>(7, 5)], buffer.Items());
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new VBuffer<float>(3, [1f]));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new VBuffer<float>(3, 4, new float[4], new int[4]));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new VBuffer<float>(3, 2, new float[2], null));
    }
}
