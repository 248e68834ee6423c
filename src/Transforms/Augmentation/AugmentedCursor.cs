using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>Stands on each row of its input as often as the plan says.</summary>
internal sealed class AugmentedCursor : DataViewRowCursor
{
    private readonly AugmentedView _view;
    private readonly DataViewRowCursor _input;
    private readonly AugmentedRow _row;
    private readonly bool[] _active;
    private readonly int _rowsOfOne;
    private long _position = -1;
    private int _number;

    public AugmentedCursor(AugmentedView view, DataViewRowCursor input, DataViewSchema.Column[] needed)
    {
        _view = view;
        _input = input;
        _row = new(view.Plan, input);
        _rowsOfOne = _number = view.Plan.RowsOfOne;
        _active = new bool[Schema.Count];
        foreach (var column in needed)
            _active[column.Index] = true;
    }

    public override long Position => _position;

    public override long Batch => _input.Batch;

    public override DataViewSchema Schema => _view.Schema;

    public override bool MoveNext()
    {
        if (++_number >= _rowsOfOne)
        {
            _number = 0;
            if (!_input.MoveNext())
            {
                _position = -1;
                _number = _rowsOfOne;
                return false;
            }
        }
        _position++;
        _row.MoveTo(_number);
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter()
    {
        var getter = _input.GetIdGetter();
        return (ref id) =>
        {
            getter(ref id);
            id = id.Combine(new((ulong)_number, 0));
        };
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!_active[column.Index])
            throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not active in this cursor; name it among the columns needed.");
        var getter = _view.SourceColumn(column) is { } own ? Source<TValue>(own) : _view.Output(column).Getter(_row);
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException(
                $"Invalid TValue in GetGetter for column '{column.Name}': '{typeof(TValue)}', expected type: '{getter.GetType().GetGenericArguments()[0]}'.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _row.Dispose();
            _input.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>A picture of the input is given out once a copy, and whoever gets it may dispose it: each gets its own.</summary>
    private Delegate Source<TValue>(DataViewSchema.Column column)
    {
        if (column.Type.RawType != typeof(MLImage))
            return _input.GetGetter<TValue>(column);
        var reader = _row.Pictures(column.Name);
        var handedOut = new HandedOutImage();
        return new ValueGetter<MLImage?>((ref value) => handedOut.Replace(ref value, reader.Current()?.Copy()));
    }
}
