using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>A cursor over a step's columns; it moves exactly as its input does.</summary>
internal sealed class StepCursor : DataViewRowCursor
{
    private readonly DataViewRowCursor _input;
    private readonly StepGetters _getters;
    private readonly bool[] _active;

    public StepCursor(BoundStep step, DataViewRowCursor input, DataViewSchema.Column[] needed)
    {
        _input = input;
        Schema = step.OutputSchema;
        _active = new bool[Schema.Count];
        foreach (var column in needed)
            _active[column.Index] = true;
        _getters = new(step, input, step.Wanted(needed));
    }

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override DataViewSchema Schema { get; }

    public override bool MoveNext() => _input.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        _active[column.Index]
            ? _getters.Get<TValue>(column)
            : throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not active in this cursor; name it among the columns needed.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _getters.Dispose();
            _input.Dispose();
        }
        base.Dispose(disposing);
    }
}
