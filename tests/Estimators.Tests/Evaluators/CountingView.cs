using Microsoft.ML;

namespace DeepRecipes.Estimators.Tests;

/// <summary>A view that counts its cursors and notes which columns they were opened for.</summary>
internal sealed class CountingView(IDataView source) : IDataView
{
    public List<string[]> Cursors { get; } = [];

    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        Cursors.Add([.. columns.Select(column => column.Name).Order(StringComparer.Ordinal)]);
        return source.GetRowCursor(columns, rand);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];
}
