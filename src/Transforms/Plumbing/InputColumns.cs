using Microsoft.ML;

namespace DeepRecipes.Transforms;

/// <summary>The columns a step finds, with ML.NET's own words for what is wrong with them.</summary>
public sealed class InputColumns
{
    private readonly Func<string, ColumnShape?> _find;

    private InputColumns(Func<string, ColumnShape?> find) => _find = find;

    internal static InputColumns Of(DataViewSchema schema) =>
        new(name => schema.GetColumnOrNull(name) is { } column ? ColumnShape.Of(column.Type) : null);

    internal static InputColumns Of(SchemaShape shape) =>
        new(name =>
        {
            foreach (var column in shape)
            {
                if (column.Name == name)
                    return ColumnShape.Of(column);
            }
            return null;
        });

    /// <summary>The shape of a column, or null when there is none of that name.</summary>
    /// <param name="name">The column's name.</param>
    public ColumnShape? Find(string name) => _find(name);

    /// <summary>The shape of a column that must be there and be of a kind.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="kind">What it must be.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or is not of that kind.</exception>
    public ColumnShape Require(string name, ColumnKind kind)
    {
        var shape = _find(name)
            ?? throw new ArgumentOutOfRangeException(nameof(name), $"Could not find input column '{name}' (expected: {kind.Expected}).");
        return kind.Fits(shape)
            ? shape
            : throw new ArgumentOutOfRangeException(nameof(name), $"Schema mismatch for input column '{name}': expected {kind.Expected}, got {shape}.");
    }
}
