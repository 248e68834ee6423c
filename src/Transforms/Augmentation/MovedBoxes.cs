using System.Runtime.InteropServices;
using DeepRecipes.Augmentation;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>The boxes of an augmented row, and which of them are left.</summary>
internal sealed class MovedBoxes(AugmentedRow row)
{
    private readonly ValueGetter<VBuffer<float>> _getter = row.Getter<VBuffer<float>>(row.Plan.Columns.Boxes!);
    private VBuffer<float> _source;
    private float[] _dense = [];
    private float[] _moved = [];
    private BoxDropReason[] _reasons = [];
    private int _count;
    private int _kept;
    private long _visit;

    /// <summary>All moved boxes, beside <see cref="Reasons"/>.</summary>
    public ReadOnlySpan<float> Moved => _moved.AsSpan(0, 4 * _count);

    /// <summary>For each box why it is dropped.</summary>
    public ReadOnlySpan<BoxDropReason> Reasons => _reasons.AsSpan(0, _count);

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

    private void Move()
    {
        _getter(ref _source);
        var values = _source.Dense(ref _dense);
        _count = values.Length / 4;
        if (_moved.Length < values.Length)
            (_moved, _reasons) = (new float[values.Length], new BoxDropReason[_count]);
        var source = MemoryMarshal.Cast<float, Box>(values);
        var moved = MemoryMarshal.Cast<float, Box>(_moved.AsSpan(0, values.Length));
        if (row.Act(out var image) is not { } act)
        {
            source.CopyTo(moved);
            _reasons.AsSpan(0, _count).Clear();
            _kept = _count;
            return;
        }
        var rules = row.Plan.Rules.Boxes;
        _kept = SampleBoxes.Move(act, image, source, rules, moved, _reasons);
        if (rules.Source == BoxSource.Mask)
            _kept = SampleBoxes.Tighten(row.Mask().Ids(out var shape), shape, rules, moved, _reasons.AsSpan(0, _count));
    }
}
