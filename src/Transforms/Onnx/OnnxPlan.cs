using System.Collections.Immutable;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepRecipes.Transforms;

/// <summary>How the columns of a schema become the inputs of a network, and its outputs columns.</summary>
/// <param name="Inputs">One an input of the model.</param>
/// <param name="Outputs">One an output of the model.</param>
/// <param name="RowsOfRun">Rows that every run must have; 0 when any number will do.</param>
internal sealed record OnnxPlan(ImmutableArray<OnnxPlan.Input> Inputs, ImmutableArray<OnnxPlan.Output> Outputs, int RowsOfRun)
{
    /// <summary>An input of the model.</summary>
    /// <param name="Tensor">What the model says of it.</param>
    /// <param name="Column">The column that is read.</param>
    /// <param name="RowDimensions">The dimensions of one row.</param>
    internal sealed record Input(OnnxTensorInfo Tensor, string Column, ImmutableArray<int> RowDimensions)
    {
        public int RowLength => RowDimensions.Aggregate(1, (length, size) => checked(length * size));
    }

    /// <summary>An output of the model.</summary>
    /// <param name="Tensor">What the model says of it.</param>
    /// <param name="Column">The column it becomes.</param>
    /// <param name="HasRows">Whether its first dimension is the rows' one. An output without belongs to the only row of its run.</param>
    /// <param name="RowDimensions">The dimensions of one row, 0 where they are only known after the run.</param>
    internal sealed record Output(OnnxTensorInfo Tensor, string Column, bool HasRows, ImmutableArray<int> RowDimensions);

    /// <summary>The columns that come out.</summary>
    public IReadOnlyList<OutputColumn> Columns =>
        [.. Outputs.Select(output => new OutputColumn(output.Column, ColumnShape.Of(TypeOf(output)), [.. Inputs.Select(input => input.Column)]))];

    /// <summary>Binds the model to columns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or does not fit its input.</exception>
    public static OnnxPlan Of(OnnxScore step, OnnxModelInfo model, InputColumns columns)
    {
        CheckNames(step.Inputs, model.Inputs, "input");
        CheckNames(step.Outputs, model.Outputs, "output");
        var sizes = step.Dimensions.ToDictionary(StringComparer.Ordinal);
        var inputs = model.Inputs.Select(tensor => BindInput(tensor, ColumnOf(step.Inputs, tensor.Name), columns, sizes)).ToImmutableArray();
        var batchSymbols = model.Inputs.Where(tensor => tensor.BatchIsOpen).Select(tensor => tensor.Symbols.ElementAtOrDefault(0) ?? "").ToHashSet(StringComparer.Ordinal);
        var fixedRows = model.Inputs.Select(tensor => tensor.FixedBatch).FirstOrDefault(rows => rows > 0);
        var outputs = model.Outputs.Select(tensor => BindOutput(tensor, ColumnOf(step.Outputs, tensor.Name), batchSymbols, fixedRows, sizes)).ToImmutableArray();
        var rowsOfRun = outputs.All(output => output.HasRows) ? fixedRows : 1;
        return new(inputs, outputs, rowsOfRun);
    }

    private static string ColumnOf(ImmutableArray<OnnxColumn> bound, string name)
    {
        foreach (var (tensor, column) in bound)
        {
            if (tensor == name)
                return column;
        }
        return name;
    }

    private static void CheckNames(ImmutableArray<OnnxColumn> bound, ImmutableArray<OnnxTensorInfo> tensors, string what)
    {
        foreach (var (name, _) in bound)
        {
            if (!tensors.Any(tensor => tensor.Name == name))
                throw new ArgumentException($"The ONNX model has no {what} '{name}'; its {what}s are: {string.Join("; ", tensors)}.", nameof(bound));
        }
    }

    private static Input BindInput(OnnxTensorInfo tensor, string column, InputColumns columns, Dictionary<string, int> sizes)
    {
        if (tensor.ElementType != TensorElementType.Float)
            throw new NotSupportedException($"Input {tensor} of the ONNX model takes {tensor.ElementType}; only Float is supported.");
        var shape = columns.Require(column, ColumnKind.KnownFloats);
        var declared = tensor.Dimensions.Length == 0 ? [] : tensor.Dimensions[1..];
        var given = shape.Vector?.Dimensions;
        var row = declared.ToArray();
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] >= 0)
                continue;
            var symbol = tensor.Symbols.ElementAtOrDefault(i + 1) ?? "";
            if (symbol.Length > 0 && sizes.TryGetValue(symbol, out var size))
                row[i] = size;
            else if (given is { } dimensions && dimensions.Length == row.Length)
                row[i] = dimensions[i];
            else if (given is null)
                row[i] = 1; // No data yet: only whether the size is known matters, and it will be.
            else
                throw new ArgumentOutOfRangeException(nameof(columns), $"Input {tensor} of the ONNX model leaves dimension {(symbol.Length > 0 ? $"'{symbol}'" : i + 1)} open, and column '{column}' ({shape}) has not the dimensions to fill it: give the size in {nameof(OnnxScore.Dimensions)}.");
            if (symbol.Length > 0)
                sizes[symbol] = row[i];
        }
        var input = new Input(tensor, column, [.. row]);
        if (shape.Vector is { } vector && vector.Size != input.RowLength)
            throw new ArgumentOutOfRangeException(nameof(columns), $"Schema mismatch for input column '{column}': expected Vector<Single, {string.Join(", ", row)}> for input {tensor} of the ONNX model, got {shape}.");
        return input;
    }

    private static Output BindOutput(OnnxTensorInfo tensor, string column, HashSet<string> batchSymbols, int fixedRows, Dictionary<string, int> sizes)
    {
        var hasRows = tensor.BatchIsOpen ? batchSymbols.Contains(tensor.Symbols.ElementAtOrDefault(0) ?? "") : tensor.FixedBatch > 0 && tensor.FixedBatch == fixedRows;
        var row = new List<int>();
        for (var i = hasRows ? 1 : 0; i < tensor.Dimensions.Length; i++)
        {
            var symbol = tensor.Symbols.ElementAtOrDefault(i) ?? "";
            row.Add(tensor.Dimensions[i] >= 0 ? tensor.Dimensions[i] : sizes.GetValueOrDefault(symbol));
        }
        return new(tensor, column, hasRows, [.. row]);
    }

    private static VectorDataViewType TypeOf(Output output)
    {
        PrimitiveDataViewType item = output.Tensor.ElementType switch
        {
            TensorElementType.Float => NumberDataViewType.Single,
            TensorElementType.Double => NumberDataViewType.Double,
            TensorElementType.Int64 => NumberDataViewType.Int64,
            TensorElementType.Int32 => NumberDataViewType.Int32,
            TensorElementType.UInt8 => NumberDataViewType.Byte,
            TensorElementType.Bool => BooleanDataViewType.Instance,
            _ => throw new NotSupportedException($"Output {output.Tensor} of the ONNX model gives {output.Tensor.ElementType}, which is not supported."),
        };
        return output.RowDimensions.IsEmpty ? new(item, 1) : new(item, output.RowDimensions);
    }
}
