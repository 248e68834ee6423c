using System.Collections.Immutable;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>How the columns of a schema become the inputs of a network, and its outputs columns.</summary>
/// <param name="Inputs">One an input of the model.</param>
/// <param name="Outputs">One an output of the model.</param>
/// <param name="OpenSizes">The sizes that each row has of its own.</param>
/// <param name="RowsOfRun">Rows that every run must have; 0 when any number will do.</param>
internal sealed record OnnxPlan(ImmutableArray<OnnxPlan.Input> Inputs, ImmutableArray<OnnxPlan.Output> Outputs, ImmutableArray<OnnxPlan.OpenSize> OpenSizes, int RowsOfRun)
{
    /// <summary>A size that is not known.</summary>
    public const int NotKnown = -1;

    /// <summary>An input of the model.</summary>
    /// <param name="Tensor">What the model says of it.</param>
    /// <param name="Column">The column that is read.</param>
    /// <param name="RowDimensions">The dimensions of one row; <see cref="NotKnown"/> where each row has its own.</param>
    /// <param name="Open">For each dimension its place among the plan's open sizes, or <see cref="NotKnown"/>.</param>
    internal sealed record Input(OnnxTensorInfo Tensor, string Column, ImmutableArray<int> RowDimensions, ImmutableArray<int> Open)
    {
        public OnnxElement Element { get; } = OnnxElement.Of(Tensor);

        /// <summary>The size of a dimension on a row with these open sizes.</summary>
        public int SizeOf(int dimension, ReadOnlySpan<int> openSizes) => Open[dimension] < 0 ? RowDimensions[dimension] : openSizes[Open[dimension]];
    }

    /// <summary>An output of the model.</summary>
    /// <param name="Tensor">What the model says of it.</param>
    /// <param name="Column">The column it becomes.</param>
    /// <param name="HasRows">Whether its first dimension is the rows' one. An output without belongs to the only row of its run.</param>
    /// <param name="RowDimensions">The dimensions of one row, 0 where they are only known after the run.</param>
    internal sealed record Output(OnnxTensorInfo Tensor, string Column, bool HasRows, ImmutableArray<int> RowDimensions)
    {
        public OnnxElement Element { get; } = OnnxElement.Of(Tensor);
    }

    /// <summary>An open dimension whose size each row has of its own.</summary>
    /// <param name="Name">Its name: the model's, or input and place where the model gives none.</param>
    /// <param name="Column">The column that holds the size; null where it follows from how many numbers a row has.</param>
    internal sealed record OpenSize(string Name, string? Column);

    public string[] InputNames { get; } = [.. Inputs.Select(input => input.Tensor.Name)];

    public string[] OutputNames { get; } = [.. Outputs.Select(output => output.Tensor.Name)];

    /// <summary>The columns that are read.</summary>
    public IReadOnlyList<string> Read => [.. Inputs.Select(input => input.Column).Concat(OpenSizes.Select(size => size.Column).OfType<string>()).Distinct(StringComparer.Ordinal)];

    /// <summary>The columns that come out.</summary>
    public IReadOnlyList<OutputColumn> Columns
    {
        get
        {
            var read = Read;
            return [.. Outputs.Select(output => new OutputColumn(output.Column, ColumnShape.Of(TypeOf(output)), read))];
        }
    }

    /// <summary>Binds the model to columns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or does not fit its input.</exception>
    public static OnnxPlan Of(OnnxScore step, OnnxModelInfo model, InputColumns columns)
    {
        CheckNames(step.Inputs, model.Inputs, "input");
        CheckNames(step.Outputs, model.Outputs, "output");
        var dimensions = new OnnxDimensions(step, model, columns);
        var inputs = model.Inputs.Select(tensor => dimensions.Bind(tensor, ColumnOf(step.Inputs, tensor.Name))).ToImmutableArray();
        var batchSymbols = model.Inputs.Where(tensor => tensor.BatchIsOpen).Select(tensor => tensor.Symbols.ElementAtOrDefault(0) ?? "").ToHashSet(StringComparer.Ordinal);
        var fixedRows = model.Inputs.Select(tensor => tensor.FixedBatch).FirstOrDefault(rows => rows > 0);
        var outputs = model.Outputs.Select(tensor => BindOutput(tensor, ColumnOf(step.Outputs, tensor.Name), batchSymbols, fixedRows, dimensions)).ToImmutableArray();
        // What has no dimension for rows belongs to one row.
        var eachAlone = inputs.Any(input => input.Tensor.Dimensions.IsEmpty) || !outputs.All(output => output.HasRows);
        return new(inputs, outputs, dimensions.OpenSizes, eachAlone ? 1 : fixedRows);
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

    private static Output BindOutput(OnnxTensorInfo tensor, string column, HashSet<string> batchSymbols, int fixedRows, OnnxDimensions dimensions)
    {
        var hasRows = tensor.BatchIsOpen ? batchSymbols.Contains(tensor.Symbols.ElementAtOrDefault(0) ?? "") : tensor.FixedBatch > 0 && tensor.FixedBatch == fixedRows;
        var row = Enumerable.Range(0, tensor.Dimensions.Length).Skip(hasRows ? 1 : 0).Select(i => tensor.Dimensions[i] >= 0 ? tensor.Dimensions[i] : dimensions.KnownSize(tensor, i));
        return new(tensor, column, hasRows, [.. row]);
    }

    private static VectorDataViewType TypeOf(Output output) =>
        output.RowDimensions.IsEmpty ? new(output.Element.Item, 1) : new(output.Element.Item, output.RowDimensions);
}
