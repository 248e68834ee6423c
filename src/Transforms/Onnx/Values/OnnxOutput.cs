using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>Room for one output column of the rows of a batch.</summary>
internal abstract class OnnxOutput
{
    /// <summary>Whether its numbers are fractions, which may differ in the last bits from run to run.</summary>
    public abstract bool IsFloating { get; }

    /// <summary>Copies the rows of a run.</summary>
    /// <param name="result">What the network gave.</param>
    /// <param name="rows">Rows of the run; it may have more than count.</param>
    /// <param name="slots">Where the rows that count belong.</param>
    public abstract void Take(OrtValue result, int rows, ReadOnlySpan<int> slots);

    /// <summary>The values of a row, to be kept.</summary>
    public abstract Array Row(int slot);

    /// <summary>Puts back what was kept of a row.</summary>
    public abstract void Put(int slot, Array row);

    /// <summary>How far a row of another output of the same kind is from the row of a slot, relative to the largest number in it; infinite where the sizes differ.</summary>
    public abstract double Difference(OnnxOutput other, int otherSlot, int slot);
}

/// <summary>Reads the values of a tensor.</summary>
internal delegate ReadOnlySpan<T> ReadTensor<T>(OrtValue tensor);

/// <inheritdoc/>
internal abstract class OnnxOutput<T>(int capacity, bool keeps) : OnnxOutput
{
    private readonly T[][] _rows = new T[capacity][];
    private readonly int[] _lengths = new int[capacity];

    public override bool IsFloating => typeof(T) == typeof(float) || typeof(T) == typeof(double);

    public static Delegate Getter(Func<(OnnxOutput Output, int Slot)> current)
    {
        return (ValueGetter<VBuffer<T>>)Get;

        void Get(ref VBuffer<T> value)
        {
            var (output, slot) = current();
            var row = ((OnnxOutput<T>)output).Values(slot);
            var editor = VBufferEditor.Create(ref value, row.Length);
            row.CopyTo(editor.Values);
            value = editor.Commit();
        }
    }

    public override Array Row(int slot) => _rows[slot];

    public override void Put(int slot, Array row)
    {
        _rows[slot] = (T[])row;
        _lengths[slot] = row.Length;
    }

    public override double Difference(OnnxOutput other, int otherSlot, int slot)
    {
        var row = Values(slot);
        var again = ((OnnxOutput<T>)other).Values(otherSlot);
        if (row.Length != again.Length)
            return double.PositiveInfinity;
        var (largest, difference) = (double.Epsilon, 0.0);
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] is ReadOnlyMemory<char> text)
            {
                difference = text.Span.SequenceEqual(((ReadOnlyMemory<char>)(object)again[i]!).Span) ? difference : double.PositiveInfinity;
                continue;
            }
            var (a, b) = (Number(row[i]), Number(again[i]));
            largest = Math.Max(largest, Math.Abs(a));
            if (!a.Equals(b))
                difference = Math.Max(difference, double.IsFinite(a - b) ? Math.Abs(a - b) : double.PositiveInfinity);
        }
        return difference == 0 ? 0 : difference / largest;
    }

    /// <summary>Where a row of this length is to be put.</summary>
    protected Span<T> Store(int slot, int length)
    {
        // A row that is kept has its array for itself.
        if (keeps || _rows[slot] is null || _rows[slot].Length < length)
            _rows[slot] = new T[length];
        _lengths[slot] = length;
        return _rows[slot].AsSpan(0, length);
    }

    private ReadOnlySpan<T> Values(int slot) => _rows[slot].AsSpan(0, _lengths[slot]);

    private static double Number(T value) => value is bool truth ? (truth ? 1 : 0) : Convert.ToDouble(value);
}

/// <summary>An output that is a tensor: its first dimension is the rows' one, or all of it belongs to the only row.</summary>
internal sealed class OnnxTensorOutput<T>(OnnxPlan.Output output, int capacity, bool keeps, ReadTensor<T> read) : OnnxOutput<T>(capacity, keeps)
{
    public override void Take(OrtValue result, int rows, ReadOnlySpan<int> slots)
    {
        var values = read(result);
        var length = RowLength(result, values.Length, rows);
        for (var row = 0; row < slots.Length; row++)
            values.Slice(row * length, length).CopyTo(Store(slots[row], length));
    }

    private int RowLength(OrtValue result, int values, int rows)
    {
        if (!output.HasRows)
            return values;
        var given = result.GetTensorTypeAndShape().Shape;
        if (given.Length == 0 || given[0] != rows)
            throw new InvalidOperationException($"Output {output.Tensor} of the ONNX model gave [{string.Join(", ", given)}] for {rows} rows; its first dimension should be the rows'. Set BatchSize to 1.");
        return values / rows;
    }
}
