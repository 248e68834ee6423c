using System.Collections;

namespace Microsoft.ML;

/// <summary>The columns of a view. A name may occur more than once: the last one is found by name, the earlier ones are hidden.</summary>
public sealed partial class DataViewSchema : IReadOnlyList<DataViewSchema.Column>
{
    private readonly Column[] _columns;
    private readonly Dictionary<string, int> _indexOfName = new(StringComparer.Ordinal);

    private DataViewSchema(Column[] columns)
    {
        _columns = columns;
        foreach (var column in columns)
            _indexOfName[column.Name] = column.Index;
    }

    /// <summary>The number of columns, hidden ones counted.</summary>
    public int Count => _columns.Length;

    /// <summary>The column that is visible under <paramref name="name"/>.</summary>
    public Column this[string name]
        => GetColumnOrNull(name) ?? throw new ArgumentOutOfRangeException(nameof(name), $"Column '{name}' not found");

    /// <summary>The column at a place.</summary>
    public Column this[int columnIndex]
        => columnIndex >= 0 && columnIndex < _columns.Length ? _columns[columnIndex] : throw new ArgumentOutOfRangeException(nameof(columnIndex));

    /// <summary>The column that is visible under <paramref name="name"/>, or null.</summary>
    public Column? GetColumnOrNull(string name)
    {
        if (string.IsNullOrEmpty(name))
            throw new ArgumentNullException(nameof(name));
        return _indexOfName.TryGetValue(name, out var index) ? _columns[index] : null;
    }

    /// <inheritdoc/>
    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"{Count} columns";
}
