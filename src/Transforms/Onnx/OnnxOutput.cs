using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>Room for one output of the rows of a batch.</summary>
internal abstract class OnnxOutput
{
    /// <summary>Whether its numbers are fractions, which may differ in the last bits from run to run.</summary>
    public abstract bool IsFloating { get; }

    /// <summary>Copies the rows of a run.</summary>
    /// <param name="result">What the network gave.</param>
    /// <param name="rows">Rows of the run; it may have more than count.</param>
    /// <param name="slots">Where the rows that count belong.</param>
    public abstract void Take(OrtValue result, int rows, ReadOnlySpan<int> slots);

    /// <summary>The numbers of a row, to be kept.</summary>
    public abstract Array Row(int slot);

    /// <summary>Puts back what was kept of a row.</summary>
    public abstract void Put(int slot, Array row);

    /// <summary>How far the first row of a run is from the row of a slot, relative to the largest number in it; infinite where the sizes differ.</summary>
    public abstract double Difference(OrtValue result, int rows, int slot);
}

/// <inheritdoc/>
internal class OnnxOutput<T>(OnnxPlan.Output output, int capacity, bool keeps) : OnnxOutput
    where T : unmanaged
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
            ((OnnxOutput<T>)output).CopyTo(slot, ref value);
        }
    }

    public override void Take(OrtValue result, int rows, ReadOnlySpan<int> slots)
    {
        var numbers = Numbers(result);
        var length = RowLength(result, numbers.Length, rows);
        for (var row = 0; row < slots.Length; row++)
        {
            var slot = slots[row];
            // A row that is kept has its array for itself.
            if (keeps || _rows[slot] is null || _rows[slot].Length < length)
                _rows[slot] = new T[length];
            numbers.Slice(row * length, length).CopyTo(_rows[slot]);
            _lengths[slot] = length;
        }
    }

    public override Array Row(int slot) => _rows[slot];

    public override void Put(int slot, Array row)
    {
        _rows[slot] = (T[])row;
        _lengths[slot] = row.Length;
    }

    public override double Difference(OrtValue result, int rows, int slot)
    {
        var numbers = Numbers(result);
        var length = RowLength(result, numbers.Length, rows);
        if (length != _lengths[slot])
            return double.PositiveInfinity;
        var (largest, difference) = (double.Epsilon, 0.0);
        for (var i = 0; i < length; i++)
        {
            var (a, b) = (Number(numbers[i]), Number(_rows[slot][i]));
            if (a.Equals(b))
                continue;
            difference = Math.Max(difference, double.IsFinite(a - b) ? Math.Abs(a - b) : double.PositiveInfinity);
        }
        for (var i = 0; i < length; i++)
            largest = Math.Max(largest, Math.Abs(Number(_rows[slot][i])));
        return difference == 0 ? 0 : difference / largest;
    }

    /// <summary>All numbers that the network gave.</summary>
    protected virtual ReadOnlySpan<T> Numbers(OrtValue result) => result.GetTensorDataAsSpan<T>();

    private void CopyTo(int slot, ref VBuffer<T> value)
    {
        var editor = VBufferEditor.Create(ref value, _lengths[slot]);
        _rows[slot].AsSpan(0, _lengths[slot]).CopyTo(editor.Values);
        value = editor.Commit();
    }

    private int RowLength(OrtValue result, int numbers, int rows)
    {
        if (!output.HasRows)
            return numbers;
        var given = result.GetTensorTypeAndShape().Shape;
        if (given.Length == 0 || given[0] != rows)
            throw new InvalidOperationException($"Output {output.Tensor} of the ONNX model gave [{string.Join(", ", given)}] for {rows} rows; its first dimension should be the rows'. Set BatchSize to 1.");
        return numbers / rows;
    }

    private static double Number(T value) => value is bool truth ? (truth ? 1 : 0) : Convert.ToDouble(value);
}
