namespace Microsoft.ML.Data;

/// <summary>Which columns of a view are asked for.</summary>
internal static class ActiveColumns
{
    /// <summary>A flag per column of <paramref name="schema"/>, true for those asked for.</summary>
    public static bool[] Of(IEnumerable<DataViewSchema.Column> columns, DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var active = new bool[schema.Count];
        foreach (var column in columns)
        {
            if (column.Index >= active.Length || schema[column.Index].Name != column.Name)
                throw new ArgumentOutOfRangeException(nameof(columns), $"Column '{column.Name}' at index {column.Index} is not a column of this view.");
            active[column.Index] = true;
        }

        return active;
    }
}
