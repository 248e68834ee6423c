using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace DeepRecipes.Estimators;

/// <summary>How evaluators find and read their columns.</summary>
internal static class EvaluationColumns
{
    public static ColumnKind Id { get; } = new("Int64", shape => shape.Exact == NumberDataViewType.Int64);

    public static ColumnKind Key { get; } = new("Key<UInt32>", shape => shape.IsKey && shape.ItemType == NumberDataViewType.UInt32 && shape.Exact is KeyDataViewType);

    public static ColumnKind Boolean { get; } = new("Boolean", shape => shape.Exact == BooleanDataViewType.Instance);

    public static ColumnKind Booleans { get; } = new("Vector<Boolean>", shape => shape is { Kind: not VectorKind.Scalar, IsKey: false } && shape.ItemType == BooleanDataViewType.Instance);

    public static ColumnKind Single { get; } = new("Single", shape => shape.Exact == NumberDataViewType.Single);

    /// <summary>Keypoints of one object, or of as many as the row has.</summary>
    public static ColumnKind KeypointsOf(int count) => new(
        $"Vector<Single, {count}, 3> or Vector<Single, *, {count}, 3>",
        shape => ColumnKind.Keypoints.Fits(shape) && shape.Vector?.Dimensions is [.., var joints, _] dimensions && joints == count && dimensions.Length is 2 or 3);

    /// <summary>A column that must be there and be of a kind.</summary>
    public static DataViewSchema.Column Require(this DataViewSchema schema, string name, ColumnKind kind)
    {
        InputColumns.Of(schema).Require(name, kind);
        return schema[name];
    }

    public static IEnumerable<DataViewSchema.Column> Needed(params IEnumerable<DataViewSchema.Column?> columns) =>
        columns.OfType<DataViewSchema.Column>().DistinctBy(column => column.Index);
}

/// <summary>Reads a vector column as a span, row by row.</summary>
internal sealed class VectorReader<T>(DataViewRow row, DataViewSchema.Column column)
{
    private readonly ValueGetter<VBuffer<T>> _getter = row.GetGetter<VBuffer<T>>(column);
    private VBuffer<T> _value;
    private T[] _dense = [];

    public ReadOnlySpan<T> Read()
    {
        _getter(ref _value);
        if (_value.IsDense)
            return _value.GetValues();
        if (_dense.Length < _value.Length)
            _dense = new T[_value.Length];
        _value.CopyTo(_dense.AsSpan(0, _value.Length));
        return _dense.AsSpan(0, _value.Length);
    }
}
