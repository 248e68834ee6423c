using Microsoft.ML;

namespace DeepRecipes.Transforms;

/// <summary>A data view with a network's outputs added; its cursors look ahead and score many rows at once.</summary>
internal sealed class OnnxView(IDataView source, BoundStep bound, OnnxScoring scoring) : IDataView
{
    // Row ids name rows of one view: what is kept belongs to it and not to the transformer.
    private readonly KeptOutputs? _kept = scoring.Step.KeepsOutputs > 0 ? new(scoring.Step.KeepsOutputs) : null;

    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => bound.OutputSchema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var needed = columnsNeeded.ToArray();
        return CursorOver.One(source.GetRowCursor(bound.GetDependencies(needed), rand), cursor => Wrap(cursor, needed, 1));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var needed = columnsNeeded.ToArray();
        var cursors = source.GetRowCursorSet(bound.GetDependencies(needed), n, rand);
        return CursorOver.Each(cursors, cursor => Wrap(cursor, needed, cursors.Length));
    }

    /// <summary>Where no output is wanted nothing is scored, and looking ahead would only cost.</summary>
    private DataViewRowCursor Wrap(DataViewRowCursor cursor, DataViewSchema.Column[] needed, int cursors) =>
        Array.Exists(needed, column => !bound.IsInput(column.Index))
            ? new OnnxCursor(cursor, bound, scoring, _kept, needed, cursors)
            : new StepCursor(bound, cursor, needed);
}
