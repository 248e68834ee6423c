using Microsoft.ML;

namespace DeepRecipes.Transforms;

/// <summary>A row for each object of each row, made when a cursor comes to it.</summary>
internal sealed class ObjectView(IDataView source, BoundStep bound, ObjectRows step) : IDataView
{
    // However few columns are wanted, the detections say how many rows there are.
    private readonly DataViewSchema.Column[] _counted = [bound.InputSchema[step.Columns.Boxes], bound.InputSchema[step.Columns.Scores], bound.InputSchema[step.Columns.Classes],
        .. bound.InputSchema.GetColumnOrNull(step.Columns.Keypoints) is { } keypoints ? [keypoints] : Array.Empty<DataViewSchema.Column>()];

    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => bound.OutputSchema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var needed = columnsNeeded.ToArray();
        return CursorOver.One(source.GetRowCursor(Read(needed), rand), cursor => new ObjectCursor(bound, cursor, needed));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var needed = columnsNeeded.ToArray();
        return CursorOver.Each(source.GetRowCursorSet(Read(needed), n, rand), cursor => new ObjectCursor(bound, cursor, needed));
    }

    // The picture is read where a getter is made for it, so it has to be among the columns whatever is wanted.
    private IEnumerable<DataViewSchema.Column> Read(DataViewSchema.Column[] needed) =>
        bound.GetDependencies(needed).Concat(_counted).Append(bound.InputSchema[step.Image]).DistinctBy(column => column.Index);
}
