using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>Stands on each row of its input once for each object in it.</summary>
internal sealed class ObjectCursor : DataViewRowCursor
{
    private readonly BoundStep _bound;
    private readonly DataViewRowCursor _input;
    private readonly ObjectWorker _worker;
    private readonly bool[] _active;
    private long _position = -1;
    private int _index;
    private int _count;

    public ObjectCursor(BoundStep bound, DataViewRowCursor input, DataViewSchema.Column[] needed)
    {
        _bound = bound;
        _input = input;
        _active = new bool[Schema.Count];
        foreach (var column in needed)
            _active[column.Index] = true;
        _worker = (ObjectWorker)bound.CreateWorker(input, bound.Wanted(needed));
    }

    public override long Position => _position;

    public override long Batch => _input.Batch;

    public override DataViewSchema Schema => _bound.OutputSchema;

    public override bool MoveNext()
    {
        _index++;
        while (_index >= _count)
        {
            if (!_input.MoveNext())
            {
                _position = -1;
                return false;
            }
            (_index, _count) = (0, _worker.Start());
        }
        _position++;
        _worker.MoveTo(_index);
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter()
    {
        var getter = _input.GetIdGetter();
        return (ref id) =>
        {
            getter(ref id);
            id = id.Combine(new((ulong)_index, 0));
        };
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!_active[column.Index])
            throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not active in this cursor; name it among the columns needed.");
        var getter = _bound.IsInput(column.Index) ? Source<TValue>(_input.Schema[column.Index]) : _worker.Getter(column.Index - _bound.InputSchema.Count);
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException(
                $"Invalid TValue in GetGetter for column '{column.Name}': '{typeof(TValue)}', expected type: '{getter.GetType().GetGenericArguments()[0]}'.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _worker.Dispose();
            _input.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>A picture of the input is given out once an object, and whoever gets it may dispose it: each gets its own.</summary>
    private Delegate Source<TValue>(DataViewSchema.Column column)
    {
        if (column.Type.RawType != typeof(MLImage))
            return _input.GetGetter<TValue>(column);
        var reader = new ImageReader(new(_input, []), column.Name);
        var handedOut = new HandedOutImage();
        return new ValueGetter<MLImage?>((ref value) => handedOut.Replace(ref value, reader.Current()?.Copy()));
    }
}
