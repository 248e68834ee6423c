using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Arranging columns.</summary>
public static class TransformExtensionsCatalog
{
    /// <summary>Copies a column; with the output's name taken, the old column is hidden.</summary>
    public static ColumnCopyingEstimator CopyColumns(this TransformsCatalog catalog, string outputColumnName, string inputColumnName)
        => new(new ColumnCopyingTransformer(catalog.GetEnvironment(), (outputColumnName, inputColumnName)));

    /// <summary>Joins columns of one item type into a vector, in the order given; without inputs, the output's own column.</summary>
    public static ColumnConcatenatingEstimator Concatenate(this TransformsCatalog catalog, string outputColumnName, params string[] inputColumnNames)
        => new(catalog.GetEnvironment(), outputColumnName, inputColumnNames);

    /// <summary>Leaves columns out, hidden ones of the name included.</summary>
    public static ColumnSelectingEstimator DropColumns(this TransformsCatalog catalog, params string[] columnNames)
        => new(new ColumnSelectingTransformer(catalog.GetEnvironment(), null, columnNames, keepHidden: false, ignoreMissing: false));

    /// <summary>Keeps columns, in the order given.</summary>
    public static ColumnSelectingEstimator SelectColumns(this TransformsCatalog catalog, string[] columnNames, bool keepHidden)
        => new(new ColumnSelectingTransformer(catalog.GetEnvironment(), columnNames, null, keepHidden, ignoreMissing: false));

    /// <summary>Keeps columns, in the order given.</summary>
    public static ColumnSelectingEstimator SelectColumns(this TransformsCatalog catalog, params string[] columnNames) => SelectColumns(catalog, columnNames, false);
}
