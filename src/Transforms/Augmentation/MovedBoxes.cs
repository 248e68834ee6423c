using DeepRecipes.Augmentation;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>The boxes of an augmented row, and which of them are left.</summary>
internal abstract class MovedBoxes(AugmentedRow row, string column, int floatsOfOne)
{
    private readonly ValueGetter<VBuffer<float>> _getter = row.Getter<VBuffer<float>>(column);
    private VBuffer<float> _source;
    private float[] _dense = [];
    private float[] _moved = [];
    private BoxDropReason[] _reasons = [];
    private int _count;
    private int _kept;
    private long _visit;

    /// <summary>The column that they are read from.</summary>
    public string Column => column;

    /// <summary>For each box why it is dropped.</summary>
    public ReadOnlySpan<BoxDropReason> Reasons => _reasons.AsSpan(0, _count);

    protected AugmentedRow Row => row;

    /// <summary>These boxes, made for the row that the cursor is on.</summary>
    public MovedBoxes Current()
    {
        if (_visit != row.Visit)
        {
            Move();
            _visit = row.Visit;
        }
        return this;
    }

    /// <summary>The getter of the boxes that are left.</summary>
    public ValueGetter<VBuffer<float>> Getter() => (ref value) => Current().CopyKept<float>(_moved.AsSpan(0, floatsOfOne * _count), floatsOfOne, ref value);

    /// <summary>The getter of the reasons.</summary>
    public ValueGetter<VBuffer<int>> ReasonsGetter() => (ref value) =>
    {
        var reasons = Current().Reasons;
        var editor = VBufferEditor.Create(ref value, reasons.Length);
        for (var i = 0; i < reasons.Length; i++)
            editor.Values[i] = (int)reasons[i];
        value = editor.Commit();
    };

    /// <summary>Copies what belongs to the boxes that are left.</summary>
    /// <param name="all">The values of all boxes.</param>
    /// <param name="perBox">How many values a box has.</param>
    /// <param name="value">Where they go.</param>
    public void CopyKept<T>(ReadOnlySpan<T> all, int perBox, ref VBuffer<T> value)
    {
        var editor = VBufferEditor.Create(ref value, _kept * perBox);
        var next = 0;
        for (var i = 0; i < _count; i++)
        {
            if (_reasons[i] != BoxDropReason.Kept)
                continue;
            all.Slice(i * perBox, perBox).CopyTo(editor.Values[next..]);
            next += perBox;
        }
        value = editor.Commit();
    }

    /// <summary>Moves boxes and judges them.</summary>
    /// <returns>How many are kept.</returns>
    protected abstract int Move(GeometricAct act, ImageShape image, ReadOnlySpan<float> source, Span<float> moved, Span<BoxDropReason> reasons);

    private void Move()
    {
        _getter(ref _source);
        var values = _source.Dense(ref _dense);
        _count = values.Length / floatsOfOne;
        if (_moved.Length < values.Length)
            (_moved, _reasons) = (new float[values.Length], new BoxDropReason[_count]);
        var moved = _moved.AsSpan(0, values.Length);
        if (row.Act(out var image) is not { } act)
        {
            values.CopyTo(moved);
            _reasons.AsSpan(0, _count).Clear();
            _kept = _count;
            return;
        }
        _kept = Move(act, image, values, moved, _reasons.AsSpan(0, _count));
    }
}
