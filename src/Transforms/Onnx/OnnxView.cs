using Microsoft.ML;

namespace DeepRecipes.Transforms;

/// <summary>A data view with a network's outputs added; its cursors look ahead and score many rows at once.</summary>
internal sealed class OnnxView(IDataView source, BoundStep bound, OnnxScore step, OnnxCounter counter) : IDataView
{
    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => bound.OutputSchema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var needed = columnsNeeded.ToArray();
        return Wrap(source.GetRowCursor(bound.GetDependencies(needed), rand), needed);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var needed = columnsNeeded.ToArray();
        return Array.ConvertAll(source.GetRowCursorSet(bound.GetDependencies(needed), n, rand), cursor => Wrap(cursor, needed));
    }

    /// <summary>Where no output is wanted nothing is scored, and looking ahead would only cost.</summary>
    private DataViewRowCursor Wrap(DataViewRowCursor cursor, DataViewSchema.Column[] needed) =>
        Array.Exists(needed, column => !bound.IsInput(column.Index))
            ? new OnnxCursor(cursor, bound, step, counter, needed)
            : new StepCursor(bound, cursor, needed);
}
