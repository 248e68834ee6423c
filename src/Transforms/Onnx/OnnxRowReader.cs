using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>Reads the inputs of a network from a row, and finds the sizes of the dimensions that each row has of its own.</summary>
internal sealed class OnnxRowReader
{
    private readonly OnnxPlan _plan;
    private readonly DataViewRow _row;
    private readonly Func<int>?[] _sizeColumns;
    private readonly int[] _sizes;

    /// <param name="plan">The columns.</param>
    /// <param name="row">The row that is read again and again as it moves.</param>
    /// <param name="alone">Whether each row is run alone, from memory that need not be of a certain kind: then it may be read where it was put.</param>
    public OnnxRowReader(OnnxPlan plan, DataViewRow row, bool alone)
    {
        _plan = plan;
        _row = row;
        Inputs = [.. plan.Inputs.Select(input => input.Element.Input(row, row.Schema[input.Column], alone ? input.RowLength : null))];
        _sizeColumns = [.. plan.OpenSizes.Select(size => size.Column is null ? null : Size(row.Schema[size.Column]))];
        _sizes = new int[_sizeColumns.Length];
    }

    public OnnxInput[] Inputs { get; }

    /// <summary>The sizes of the plan's open dimensions on the row that was read.</summary>
    public ReadOnlySpan<int> Sizes => _sizes;

    /// <summary>Reads the current row.</summary>
    /// <exception cref="InvalidOperationException">The row does not fit the network.</exception>
    public void Read()
    {
        for (var i = 0; i < _sizes.Length; i++)
            _sizes[i] = _sizeColumns[i]?.Invoke() ?? OnnxPlan.NotKnown;
        for (var i = 0; i < Inputs.Length; i++)
            Fit(_plan.Inputs[i], Inputs[i].Read());
    }

    /// <summary>Finds the one size that is not known yet from how many numbers there are, and checks the others by it.</summary>
    private void Fit(OnnxPlan.Input input, int length)
    {
        var (known, open) = (1L, OnnxPlan.NotKnown);
        for (var d = 0; d < input.RowDimensions.Length; d++)
        {
            var size = input.SizeOf(d, _sizes);
            if (size >= 0)
                known *= size;
            else if (open < 0)
                open = input.Open[d];
            else
                throw Misfit(input, length, $"; more than one of its dimensions is open: name columns that hold the sizes in {nameof(OnnxScore.DimensionColumns)}");
        }
        if (open < 0 ? known != length : known == 0 || length % known != 0)
            throw Misfit(input, length, "");
        if (open >= 0)
            _sizes[open] = (int)(length / known);
    }

    private InvalidOperationException Misfit(OnnxPlan.Input input, int length, string hint)
    {
        var shape = Enumerable.Range(0, input.RowDimensions.Length).Select(d => input.SizeOf(d, _sizes) is >= 0 and var size ? size.ToString() : _plan.OpenSizes[input.Open[d]].Name);
        return new($"Row {_row.Position}: column '{input.Column}' has {length} values; input {input.Tensor} of the ONNX model needs [{string.Join(", ", shape)}]{hint}.");
    }

    private Func<int> Size(DataViewSchema.Column column)
    {
        if (column.Type == NumberDataViewType.Int32)
            return Of<int>(value => value);
        return column.Type == NumberDataViewType.Int64 ? Of<long>(value => value) : Of<float>(value => (double)value);

        Func<int> Of<T>(Func<T, double> number)
        {
            var getter = _row.GetGetter<T>(column);
            var value = default(T)!;
            return () =>
            {
                getter(ref value);
                var size = number(value);
                return size is >= 0 and <= int.MaxValue && size == Math.Floor(size)
                    ? (int)size
                    : throw new InvalidOperationException($"Row {_row.Position}: column '{column.Name}' holds {size}; a size is a whole number from 0.");
            };
        }
    }
}
