namespace Microsoft.ML.Data;

/// <summary>
/// The schema of input columns and added ones. An added column stands at the end, but for one whose name is taken: it follows the column that it hides.
/// </summary>
internal sealed class ColumnBindings
{
    private readonly int[] _sourceOrAdded;

    public ColumnBindings(DataViewSchema input, DataViewSchema.DetachedColumn[] added)
    {
        string NameOf(int index) => index >= 0 ? input[index].Name : added[~index].Name;
        var order = Enumerable.Range(0, input.Count).ToList();
        for (var i = 0; i < added.Length; i++)
        {
            var taken = order.FindLastIndex(index => NameOf(index) == added[i].Name);
            order.Insert(taken < 0 ? order.Count : taken + 1, ~i);
        }

        _sourceOrAdded = [.. order];
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(order.Select(index => index >= 0 ? new DataViewSchema.DetachedColumn(input[index]) : added[~index]));
        Schema = builder.ToSchema();
        AddedIndices = [.. Enumerable.Range(0, added.Length).Select(i => order.IndexOf(~i))];
    }

    public DataViewSchema Schema { get; }

    /// <summary>Where the added columns stand.</summary>
    public int[] AddedIndices { get; }

    /// <summary>Whether the column is one of the input's, and its index there or among the added ones.</summary>
    public bool IsSource(int column, out int index)
    {
        index = _sourceOrAdded[column];
        if (index >= 0)
            return true;
        index = ~index;
        return false;
    }

    public Func<int, bool> AddedActive(bool[] active) => i => active[AddedIndices[i]];
}
