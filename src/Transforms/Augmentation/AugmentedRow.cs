using DeepRecipes.Augmentation;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>
/// The augmented values of one cursor's row. Everything is made when it is asked for and once a row: who reads only the boxes pays for no pixels,
/// and the picture is fetched from the input once for all its copies.
/// </summary>
internal sealed class AugmentedRow : IDisposable
{
    private readonly AugmentPlan _plan;
    private readonly DataViewRow _input;
    private readonly Draws _draws = Draws.Keyed(default);
    private readonly Dictionary<string, ImageReader> _readers = [];
    private readonly Func<ulong>? _namedId;
    private readonly Func<ulong> _rowId;
    private readonly PixelBuffer _pixels = new();
    private MovedMask? _mask;
    private MovedBoxes? _boxes;
    private MovedBoxes? _orientedBoxes;
    private GeometricAct? _act;
    private ImageShape _shape;
    private bool _drawn;
    private int _number;

    public AugmentedRow(AugmentPlan plan, DataViewRow input)
    {
        _plan = plan;
        _input = input;
        _rowId = SampleIds.OfRow(input);
        if (plan.Options.SampleId is { } name && input.IsColumnActive(input.Schema[name]))
            _namedId = SampleIds.Of(input, name);
    }

    /// <summary>Counts the rows that the cursor came to, so that what was made for one is not given out for another.</summary>
    public long Visit { get; private set; }

    public AugmentPlan Plan => _plan;

    /// <summary>The cursor is on the next row of an input row.</summary>
    public void MoveTo(int number)
    {
        Visit++;
        _number = number;
        _drawn = false;
    }

    public ImageReader Pictures(string column)
    {
        if (!_readers.TryGetValue(column, out var reader))
            _readers.Add(column, reader = new(new WorkerContext(_input, []), column));
        return reader;
    }

    /// <summary>The boxes of the row that the cursor is on.</summary>
    public MovedBoxes Boxes => _boxes ??= new MovedUprightBoxes(this);

    /// <summary>The oriented boxes of the row that the cursor is on.</summary>
    public MovedBoxes OrientedBoxes => _orientedBoxes ??= new MovedOrientedBoxes(this);

    public Delegate ImageGetter()
    {
        var handedOut = new HandedOutImage();
        var reader = Pictures(_plan.Columns.Image);
        return new ValueGetter<MLImage?>((ref value) =>
        {
            if (Act(out var shape) is not { } act)
            {
                handedOut.Replace(ref value, reader.Current()?.Copy());
                return;
            }
            var image = reader.Current()!;
            var after = act.OutputShape(shape);
            var pixels = _pixels.Take(after.Length);
            act.Image(image.Pixels, shape, pixels);
            var made = MLImage.CreateFromPixels(after.Width, after.Height, image.PixelFormat, pixels);
            made.Tag = image.Tag;
            handedOut.Replace(ref value, made);
        });
    }

    public Delegate MaskGetter()
    {
        var handedOut = new HandedOutImage();
        var mask = _mask ??= new(this);
        return new ValueGetter<MLImage?>((ref value) => handedOut.Replace(ref value, mask.Picture()));
    }

    public Delegate KeypointsGetter(string column)
    {
        var getter = Getter<VBuffer<float>>(column);
        var source = default(VBuffer<float>);
        float[] dense = [];
        return new ValueGetter<VBuffer<float>>((ref value) =>
        {
            getter(ref source);
            if (Act(out var shape) is not { } act)
            {
                source.CopyTo(ref value);
                return;
            }
            var editor = VBufferEditor.Create(ref value, source.Length);
            SamplePoints.MoveKeypoints(act, shape, source.Dense(ref dense), _plan.Rules.Skeleton, editor.Values, _plan.Rules.KeepOutsideKeypoints);
            value = editor.Commit();
        });
    }

    public Delegate ClassesGetter(MovedBoxes boxes, string column)
    {
        var parallel = (ValueGetter<VBuffer<int>>)Parallel<int>(boxes, column);
        return new ValueGetter<VBuffer<int>>((ref value) =>
        {
            parallel(ref value);
            if (_plan.Rules.BoxPairs.IsEmpty || Act(out _) is not { Mirrors: true })
                return;
            var editor = VBufferEditor.CreateFromBuffer(ref value);
            foreach (ref var id in editor.Values)
                id = _plan.Rules.MirrorClass(id);
        });
    }

    public Delegate ParallelGetter(MovedBoxes boxes, string column)
    {
        var item = ((VectorDataViewType)_input.Schema[column].Type).ItemType.RawType;
        var make = typeof(AugmentedRow).GetMethod(nameof(Parallel), System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!;
        return (Delegate)make.MakeGenericMethod(item).Invoke(this, [boxes, column])!;
    }

    public Delegate SourceIdGetter()
    {
        var id = _namedId ?? _rowId;
        return new ValueGetter<ulong>((ref value) => value = id());
    }

    /// <summary>What is done to this row; null where it is the original, or has no picture.</summary>
    public GeometricAct? Act(out ImageShape shape)
    {
        if (!_drawn)
        {
            _act = Draw();
            _drawn = true;
        }
        shape = _shape;
        return _act;
    }

    public ValueGetter<T> Getter<T>(string column) => _input.GetGetter<T>(_input.Schema[column]);

    /// <summary>The mask, for boxes that are taken from it.</summary>
    public MovedMask Mask() => _mask ??= new(this);

    public string Where() => $"Row {_input.Position}";

    public void Dispose()
    {
        _pixels.Dispose();
        _mask?.Dispose();
    }

    private GeometricAct? Draw()
    {
        var copy = _plan.Options.IncludeOriginals ? _number - 1 : _number;
        if (copy < 0 || Pictures(_plan.Columns.Image).Current() is not { } image)
            return null;
        _shape = image.Shape();
        var id = _namedId is not null ? _namedId() : image.Tag is { Length: > 0 } path ? SampleId.Of(path) : _rowId();
        _draws.Restart(new(_plan.Seed, _plan.Options.Epoch, id, copy));
        return _plan.Recipe.Draw(new(_shape, image.Order()), _draws);
    }

    private Delegate Parallel<T>(MovedBoxes boxes, string column)
    {
        var getter = Getter<VBuffer<T>>(column);
        var source = default(VBuffer<T>);
        T[] dense = [];
        return new ValueGetter<VBuffer<T>>((ref value) =>
        {
            getter(ref source);
            var current = boxes.Current();
            if (source.Length != current.Reasons.Length)
                throw new InvalidOperationException($"{Where()}: column '{column}' holds {source.Length} values and '{boxes.Column}' {current.Reasons.Length} boxes; there must be one value a box.");
            current.CopyKept(Dense(source, ref dense), 1, ref value);
        });
    }

    private static ReadOnlySpan<T> Dense<T>(in VBuffer<T> source, ref T[] room)
    {
        if (source.IsDense)
            return source.GetValues();
        if (room.Length < source.Length)
            room = new T[source.Length];
        source.CopyTo(room.AsSpan(0, source.Length));
        return room.AsSpan(0, source.Length);
    }
}
