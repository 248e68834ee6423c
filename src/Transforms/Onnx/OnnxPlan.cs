using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepRecipes.Transforms;

/// <summary>How the columns of a schema become the inputs of a network, and its outputs columns.</summary>
/// <param name="Inputs">One an input of the model.</param>
/// <param name="Outputs">One an output of the model.</param>
/// <param name="OpenSizes">The sizes that each row has of its own.</param>
/// <param name="RowsOfRun">Rows that every run must have; 0 when any number will do.</param>
/// <param name="HasRowDimension">Whether the inputs have a first dimension for the rows; where not, it is here all the same, and only the runtime does not see it.</param>
internal sealed record OnnxPlan(
    ImmutableArray<OnnxPlan.Input> Inputs, ImmutableArray<OnnxPlan.Output> Outputs, ImmutableArray<OnnxPlan.OpenSize> OpenSizes, int RowsOfRun, bool HasRowDimension)
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

        /// <summary>How many values every row has; null where that varies.</summary>
        public int? RowLength => RowDimensions.All(size => size >= 0) ? checked((int)RowDimensions.Aggregate(1L, (product, size) => checked(product * size))) : null;

        /// <summary>The size of a dimension on a row with these open sizes.</summary>
        public int SizeOf(int dimension, ReadOnlySpan<int> openSizes) => Open[dimension] < 0 ? RowDimensions[dimension] : openSizes[Open[dimension]];
    }

    /// <summary>A column that comes out.</summary>
    /// <param name="Tensor">What the model says of the output.</param>
    /// <param name="Part">What of the output the column holds.</param>
    /// <param name="Column">The column's name.</param>
    /// <param name="HasRows">Whether the output's first dimension is the rows' one, or it is a sequence with one value a row. One without belongs to the only row of its run.</param>
    /// <param name="RowDimensions">The dimensions of one row, 0 where they are only known after the run.</param>
    internal sealed record Output(OnnxTensorInfo Tensor, OnnxPart Part, string Column, bool HasRows, ImmutableArray<int> RowDimensions)
    {
        public OnnxElement Element { get; } = OnnxElement.Of(Tensor, Part switch { OnnxPart.Keys => Tensor.KeyType!.Value, OnnxPart.Lengths => TensorElementType.Int32, _ => Tensor.ElementType });

        /// <summary>The keys of a map that are known before the first row, in the order that the runtime gives them: numbers and UTF-8 bytes rising.</summary>
        public ImmutableArray<string> Labels { get; } = Tensor.KeyType == TensorElementType.String
            ? [.. Tensor.Labels.Order(Comparer<string>.Create(static (a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b))))]
            : [.. Tensor.Labels.OrderBy(label => long.Parse(label, CultureInfo.InvariantCulture))];
    }

    /// <summary>An open dimension whose size each row has of its own.</summary>
    /// <param name="Name">Its name: the model's, or input and place where the model gives none.</param>
    /// <param name="Column">The column that holds the size; null where it follows from how many numbers a row has.</param>
    internal sealed record OpenSize(string Name, string? Column);

    public string[] InputNames { get; } = [.. Inputs.Select(input => input.Tensor.Name)];

    public string[] OutputNames { get; } = [.. Outputs.Select(output => output.Tensor.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>The names of the outputs that these columns are made of.</summary>
    public string[] NamesOf(bool[] columns) => [.. Outputs.Where((_, i) => columns[i]).Select(output => output.Tensor.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>How many numbers go into the network for one row, as far as it is known.</summary>
    public int NumbersOfRow { get; } = (int)Math.Clamp(Inputs.Sum(input => (long)(input.RowLength ?? 1)), 1, int.MaxValue);

    /// <summary>The columns that are read.</summary>
    public IReadOnlyList<string> Read => [.. Inputs.Select(input => input.Column).Concat(OpenSizes.Select(size => size.Column).OfType<string>()).Distinct(StringComparer.Ordinal)];

    /// <summary>The columns that come out, with what is to be said of each.</summary>
    public IReadOnlyList<OutputColumn> Columns(ImmutableSortedDictionary<string, string> annotations)
    {
        var read = Read;
        return
        [
            .. Outputs.Select(output => new OutputColumn(output.Column, ColumnShape.Of(TypeOf(output)), read)
            {
                Annotations = annotations,
                SlotNames = output.Part == OnnxPart.Values ? output.Labels : [],
            }),
        ];
    }

    /// <summary>Binds the model to columns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or does not fit its input.</exception>
    /// <exception cref="NotSupportedException">An input is no tensor.</exception>
    public static OnnxPlan Of(OnnxScore step, OnnxModelInfo model, InputColumns columns)
    {
        if (model.Inputs.FirstOrDefault(input => input.Kind != OnnxValueKind.Tensor) is { } other)
            throw new NotSupportedException($"Input '{other}' of the ONNX model is no tensor; only tensors can be filled from columns.");
        CheckNames(step.Inputs, model.Inputs, "input");
        CheckNames(step.Outputs, model.Outputs, "output");
        if (!step.HasRowDimension)
            model = model with { Inputs = [.. model.Inputs.Select(WithRow)] };
        var dimensions = new OnnxDimensions(step, model, columns);
        var inputs = model.Inputs.Select(tensor => dimensions.Bind(tensor, ColumnOf(step.Inputs, tensor.Name))).ToImmutableArray();
        var batchSymbols = model.Inputs.Where(tensor => tensor.BatchIsOpen).Select(tensor => tensor.Symbols.ElementAtOrDefault(0) ?? "").ToHashSet(StringComparer.Ordinal);
        var fixedRows = model.Inputs.Select(tensor => tensor.FixedBatch).FirstOrDefault(rows => rows > 0);
        var outputs = model.Outputs.SelectMany(tensor => BindOutput(tensor, ColumnOf(step.Outputs, tensor.Name), batchSymbols, step.HasRowDimension ? fixedRows : NotKnown, dimensions)).ToImmutableArray();
        // What has no dimension for rows belongs to one row.
        var eachAlone = inputs.Any(input => input.Tensor.Dimensions.IsEmpty) || !outputs.All(output => output.HasRows);
        return new(inputs, outputs, dimensions.OpenSizes, eachAlone ? 1 : fixedRows, step.HasRowDimension);
    }

    /// <summary>The same input with a dimension for its only row; open dimensions without a name keep the one of their place.</summary>
    public static OnnxTensorInfo WithRow(OnnxTensorInfo input) => input with
    {
        Dimensions = [1, .. input.Dimensions],
        Symbols = ["", .. input.Dimensions.Select((size, i) => size < 0 ? OnnxDimensions.NameOf(input, i) : "")],
    };

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

    private static IEnumerable<Output> BindOutput(OnnxTensorInfo tensor, string column, HashSet<string> batchSymbols, int fixedRows, OnnxDimensions dimensions)
    {
        switch (tensor.Kind)
        {
            case OnnxValueKind.Tensor:
                var hasRows = tensor.BatchIsOpen ? batchSymbols.Contains(tensor.Symbols.ElementAtOrDefault(0) ?? "") : tensor.FixedBatch > 0 && tensor.FixedBatch == fixedRows;
                var row = Enumerable.Range(0, tensor.Dimensions.Length).Skip(hasRows ? 1 : 0).Select(i => tensor.Dimensions[i] >= 0 ? tensor.Dimensions[i] : dimensions.KnownSize(tensor, i)).ToImmutableArray();
                yield return new(tensor, OnnxPart.Values, column, hasRows, row.IsEmpty ? [1] : row);
                break;
            case OnnxValueKind.Sequence:
                yield return new(tensor, OnnxPart.Values, column, false, [0]);
                yield return new(tensor, OnnxPart.Lengths, $"{column}.{OnnxPart.Lengths}", false, [0]);
                break;
            default:
                yield return new(tensor, OnnxPart.Values, column, tensor.Kind == OnnxValueKind.SequenceOfMaps, [tensor.Labels.Length]);
                yield return new(tensor, OnnxPart.Keys, $"{column}.{OnnxPart.Keys}", tensor.Kind == OnnxValueKind.SequenceOfMaps, [tensor.Labels.Length]);
                break;
        }
    }

    private static VectorDataViewType TypeOf(Output output) => new(output.Element.Item, output.RowDimensions);
}

/// <summary>What of an output a column holds.</summary>
internal enum OnnxPart
{
    /// <summary>The values.</summary>
    Values,

    /// <summary>The keys of a map.</summary>
    Keys,

    /// <summary>How many values each tensor of a sequence has.</summary>
    Lengths,
}
