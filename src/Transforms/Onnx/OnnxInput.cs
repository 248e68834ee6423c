using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>Reads the column of one input of a network. A scalar column is a vector of one.</summary>
internal abstract class OnnxInput
{
    /// <summary>Reads the current row, and says how many numbers it has.</summary>
    public abstract int Read();

    /// <summary>Room for rows of this input.</summary>
    public abstract OnnxRows NewRows();

    /// <summary>Puts what was read into its place.</summary>
    public abstract void Put(OnnxRows rows, int row);
}

/// <summary>Puts the numbers of a column where a network reads them.</summary>
internal delegate void Place<TColumn, T>(in VBuffer<TColumn> source, Span<T> destination);

/// <inheritdoc/>
/// <typeparam name="TColumn">The numbers of the column.</typeparam>
/// <typeparam name="T">The numbers of the network.</typeparam>
internal sealed class OnnxInput<TColumn, T>(DataViewRow row, DataViewSchema.Column column, Place<TColumn, T> place) : OnnxInput
    where TColumn : unmanaged
    where T : unmanaged
{
    private readonly ValueGetter<VBuffer<TColumn>> _getter = column.Type is VectorDataViewType ? row.GetGetter<VBuffer<TColumn>>(column) : OfScalar(row.GetGetter<TColumn>(column));
    private VBuffer<TColumn> _value;

    public override int Read()
    {
        _getter(ref _value);
        return _value.Length;
    }

    public override OnnxRows NewRows() => new OnnxRows<T>();

    public override void Put(OnnxRows rows, int row) => place(_value, ((OnnxRows<T>)rows).Row(row, _value.Length));

    private static ValueGetter<VBuffer<TColumn>> OfScalar(ValueGetter<TColumn> getter) =>
        (ref vector) =>
        {
            var editor = VBufferEditor.Create(ref vector, 1);
            getter(ref editor.Values[0]);
            vector = editor.Commit();
        };
}

/// <summary>Rows of one input, one behind the other, as a network reads them.</summary>
internal abstract class OnnxRows
{
    /// <summary>A tensor over some of the rows, without copying them.</summary>
    public abstract OrtValue Tensor(int start, int rows, int rowLength, long[] shape);
}

/// <inheritdoc/>
internal sealed class OnnxRows<T> : OnnxRows
    where T : unmanaged
{
    private T[] _numbers = [];

    public Span<T> Row(int row, int length)
    {
        var end = checked((row + 1) * length);
        if (end > _numbers.Length)
            Array.Resize(ref _numbers, Math.Max(end, Math.Min(2 * _numbers.Length, Array.MaxLength)));
        return _numbers.AsSpan(end - length, length);
    }

    public override OrtValue Tensor(int start, int rows, int rowLength, long[] shape)
    {
        // A run may have more rows than there are: whatever stands behind fills it up.
        if (rows > 0)
            Row(start + rows - 1, rowLength);
        return OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _numbers.AsMemory(start * rowLength, rows * rowLength), shape);
    }
}
