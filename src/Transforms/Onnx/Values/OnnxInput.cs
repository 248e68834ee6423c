using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>Reads the column of one input of a network, row by row. A scalar column is a vector of one.</summary>
internal abstract class OnnxInput
{
    /// <summary>Reads the current row, and says how many values it has.</summary>
    public abstract int Read();

    /// <summary>Puts the row that was read into one of the rows of a run, unless a run reads it in place.</summary>
    public abstract void Put(OnnxRows rows, int row);

    /// <summary>A tensor over the very memory that the row was read into, for a run of this row alone; null where the values were put elsewhere.</summary>
    public virtual OrtValue? InPlace(long[] shape) => null;
}

/// <summary>Puts the values of a column where a network reads them; called by many threads.</summary>
internal delegate void Place<TColumn, T>(in VBuffer<TColumn> source, Span<T> destination);

/// <inheritdoc/>
/// <typeparam name="TColumn">The values of the column.</typeparam>
/// <typeparam name="T">The values of the network.</typeparam>
internal class OnnxInput<TColumn, T>(DataViewRow row, DataViewSchema.Column column, Place<TColumn, T> place) : OnnxInput
{
    private readonly ValueGetter<VBuffer<TColumn>> _getter = column.Type is VectorDataViewType ? row.GetGetter<VBuffer<TColumn>>(column) : OfScalar(row.GetGetter<TColumn>(column));
    private VBuffer<TColumn> _values;

    /// <summary>The row that was read.</summary>
    protected ref VBuffer<TColumn> Values => ref _values;

    public override int Read()
    {
        _getter(ref _values);
        return _values.Length;
    }

    public override void Put(OnnxRows rows, int row) => place(_values, ((OnnxRows<T>)rows).Row(row, _values.Length));

    private static ValueGetter<VBuffer<TColumn>> OfScalar(ValueGetter<TColumn> getter) =>
        (ref vector) =>
        {
            var editor = VBufferEditor.Create(ref vector, 1);
            getter(ref editor.Values[0]);
            vector = editor.Commit();
        };
}

/// <summary>
/// Numbers that are the same in column and network, rows of one length that are run alone: where the column's getter fills the array that it is given, as getters should,
/// the network reads that one.
/// </summary>
internal sealed class OnnxNumberInput<T>(DataViewRow row, DataViewSchema.Column column, int rowLength)
    : OnnxInput<T, T>(row, column, static (in source, destination) => source.CopyTo(destination))
    where T : unmanaged
{
    private readonly T[] _own = new T[rowLength];

    private bool IsInPlace => Values.GetValues() is { Length: > 0 } given && given.Length == _own.Length && Unsafe.AreSame(in given[0], in _own[0]);

    public override int Read()
    {
        Values = new(_own.Length, _own);
        return base.Read();
    }

    public override void Put(OnnxRows rows, int row)
    {
        if (!IsInPlace)
            base.Put(rows, row);
    }

    public override OrtValue? InPlace(long[] shape) => IsInPlace ? OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _own.AsMemory(), shape) : null;
}
