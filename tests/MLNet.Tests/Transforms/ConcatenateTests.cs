using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.MLNet.Tests;

public sealed class ConcatenateTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _view;

    public ConcatenateTests() => _view = _ml.Data.LoadFromEnumerable(
        [new Row { A = 1, B = [2, 3], Sparse = new VBuffer<float>(8, 1, [4f], [5]) }, new Row { A = 5, B = [6, 7], Sparse = new VBuffer<float>(8, 0, [], []) }]);

    [Fact]
    public void Values_stand_in_the_order_of_the_inputs()
    {
        var joined = Join("B", "A");
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 3), joined.Schema["Joined"].Type);
        Assert.Equal([[2f, 3f, 1f], [6f, 7f, 5f]], joined.GetColumn<float[]>("Joined"));
    }

    [Fact]
    public void A_vector_of_which_half_or_less_is_stored_is_sparse()
    {
        var vectors = Copies(Join("A", "Sparse"), "Joined");
        Assert.All(vectors, v => Assert.False(v.IsDense));
        Assert.Equal([1f, 0f, 0f, 0f, 0f, 0f, 4f, 0f, 0f], vectors[0].DenseValues());
        Assert.Equal([0, 6], vectors[0].GetIndices().ToArray());
        Assert.All(Copies(Join("A", "B"), "Joined"), v => Assert.True(v.IsDense));
    }

    [Fact]
    public void Slots_bear_the_names_of_scalars()
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        Join("A", "B").Schema["Joined"].GetSlotNames(ref names);
        Assert.Equal(["A", "", ""], names.DenseValues().Select(n => n.ToString()), StringComparer.Ordinal);
        var twice = _ml.Transforms.Concatenate("Again", "Joined", "A").Fit(Join("A", "B")).Transform(Join("A", "B"));
        twice.Schema["Again"].GetSlotNames(ref names);
        Assert.Equal(["Joined.A", "", "", "A"], names.DenseValues().Select(n => n.ToString()), StringComparer.Ordinal);
        Assert.False(Join("B", "Sparse").Schema["Joined"].HasSlotNames());
    }

    [Fact]
    public void One_vector_alone_keeps_its_type() => Assert.Equal(_view.Schema["Matrix"].Type, Join("Matrix").Schema["Joined"].Type);

    [Fact]
    public void A_vector_without_a_known_size_makes_one()
    {
        var joined = Join("A", "Free");
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single), joined.Schema["Joined"].Type);
        Assert.Equal([1f, 5f], joined.GetColumn<float[]>("Joined").Select(v => v[0]));
    }

    [Fact]
    public void Normalized_inputs_make_a_normalized_output()
    {
        var scaled = _ml.Transforms.NormalizeMinMax("A").Append(_ml.Transforms.NormalizeMinMax("B")).Append(_ml.Transforms.Concatenate("Joined", "A", "B")).Fit(_view).Transform(_view);
        Assert.True(scaled.Schema["Joined"].IsNormalized());
        Assert.False(Join("A", "B").Schema["Joined"].IsNormalized());
    }

    [Fact]
    public void Inputs_of_different_types_do_not_go_together()
    {
        var error = Assert.Throws<InvalidOperationException>(() => _ml.Transforms.Concatenate("Joined", "A", "Text").Append(_ml.Transforms.CopyColumns("C", "A")).Fit(_view));
        Assert.Contains("Text", error.Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Concatenate("Joined", "A", "Text").Fit(_view).Transform(_view));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Concatenate("Joined", "A", "Nowhere").Fit(_view).Transform(_view));
    }

    private IDataView Join(params string[] inputs) => _ml.Transforms.Concatenate("Joined", inputs).Fit(_view).Transform(_view);

    private static VBuffer<float>[] Copies(IDataView view, string column) => Rows.Read<VBuffer<float>>(view, column).Values;

    private sealed class Row
    {
        public float A { get; set; }

        [VectorType(2)]
        public float[] B { get; set; } = [0, 0];

        [VectorType(8)]
        public VBuffer<float> Sparse { get; set; }

        [VectorType(1, 2)]
        public float[] Matrix { get; set; } = [1, 2];

        public float[] Free { get; set; } = [9];

        public string Text { get; set; } = "";
    }
}
