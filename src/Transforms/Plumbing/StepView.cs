using Microsoft.ML;

namespace DeepRecipes.Transforms;

/// <summary>A data view with a step's columns added; nothing is computed before a cursor asks.</summary>
internal sealed class StepView(IDataView source, BoundStep step) : IDataView
{
    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => step.OutputSchema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var needed = columnsNeeded.ToArray();
        return CursorOver.One(source.GetRowCursor(step.GetDependencies(needed), rand), cursor => new StepCursor(step, cursor, needed));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var needed = columnsNeeded.ToArray();
        return CursorOver.Each(source.GetRowCursorSet(step.GetDependencies(needed), n, rand), cursor => new StepCursor(step, cursor, needed));
    }
}
