using System.Numerics;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>The least and the greatest value of each slot; NaN does not count, what a sparse vector leaves out counts as zero.</summary>
internal abstract class MinMaxRange
{
    public static MinMaxRange Over(DataViewRow row, DataViewSchema.Column column)
        => column.Type.GetItemType() == NumberDataViewType.Single ? new MinMaxRange<float>(row, column) : new MinMaxRange<double>(row, column);

    /// <summary>Takes the current row in.</summary>
    public abstract void Update();

    /// <summary>The scale that puts the range into 0..1 or, when zero must stay zero, into -1..1. A constant slot becomes zero.</summary>
    public abstract AffineScale ToScale(DataViewType type, bool fixZero);
}

internal sealed class MinMaxRange<T> : MinMaxRange
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] _min;
    private readonly T[] _max;
    private readonly ValueGetter<VBuffer<T>> _getter;
    private readonly T[] _dense;
    private VBuffer<T> _row;

    public MinMaxRange(DataViewRow row, DataViewSchema.Column column)
    {
        var size = column.Type is VectorDataViewType vector ? vector.Size : 1;
        _min = new T[size];
        _max = new T[size];
        _dense = new T[size];
        Array.Fill(_min, T.PositiveInfinity);
        Array.Fill(_max, T.NegativeInfinity);
        if (column.Type is VectorDataViewType)
        {
            _getter = row.GetGetter<VBuffer<T>>(column);
            return;
        }

        var scalar = row.GetGetter<T>(column);
        _getter = (ref VBuffer<T> value) =>
        {
            var editor = VBufferEditor.Create(ref value, 1);
            scalar(ref editor.Values[0]);
            value = editor.Commit();
        };
    }

    public override void Update()
    {
        _getter(ref _row);
        Contracts.Check(_row.Length == _dense.Length, $"Normalizer expected {_dense.Length} slots but got {_row.Length}");
        _row.CopyTo(_dense);
        for (var i = 0; i < _dense.Length; i++)
        {
            if (_dense[i] < _min[i])
                _min[i] = _dense[i];
            if (_dense[i] > _max[i])
                _max[i] = _dense[i];
        }
    }

    public override AffineScale ToScale(DataViewType type, bool fixZero)
    {
        var scales = new T[_min.Length];
        var offsets = new T[_min.Length];
        for (var i = 0; i < scales.Length; i++)
        {
            if (!(_max[i] > _min[i]))
                continue;
            scales[i] = T.One / (fixZero ? T.Max(T.Abs(_max[i]), T.Abs(_min[i])) : _max[i] - _min[i]);
            offsets[i] = fixZero || scales[i] == T.Zero ? T.Zero : _min[i];
        }

        return new AffineScale<T>(type, scales, offsets);
    }
}
