using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>Reads the column of one input of a network, into slots whose values are put into a run later, by whoever makes it. A scalar column is a vector of one.</summary>
internal abstract class OnnxInput
{
    /// <summary>Reads the current row into a slot, and says how many values it has.</summary>
    public abstract int Read(int slot);

    /// <summary>Puts what a slot holds into a row of a run.</summary>
    public abstract void Put(int slot, OnnxRows rows, int row);

    /// <summary>A tensor over the very memory of a slot, for a run of this row alone; null where the values have to be put elsewhere first.</summary>
    public virtual OrtValue? Direct(int slot, long[] shape) => null;
}

/// <summary>Puts the values of a column where a network reads them; called by many threads.</summary>
internal delegate void Place<TColumn, T>(in VBuffer<TColumn> source, Span<T> destination);

/// <inheritdoc/>
/// <typeparam name="TColumn">The values of the column.</typeparam>
/// <typeparam name="T">The values of the network.</typeparam>
internal class OnnxInput<TColumn, T>(DataViewRow row, DataViewSchema.Column column, int slots, Place<TColumn, T> place) : OnnxInput
{
    private readonly ValueGetter<VBuffer<TColumn>> _getter = column.Type is VectorDataViewType ? row.GetGetter<VBuffer<TColumn>>(column) : OfScalar(row.GetGetter<TColumn>(column));
    private readonly VBuffer<TColumn>[] _values = new VBuffer<TColumn>[slots];

    public override int Read(int slot)
    {
        _getter(ref Values(slot));
        return _values[slot].Length;
    }

    public override void Put(int slot, OnnxRows rows, int row) => place(_values[slot], ((OnnxRows<T>)rows).Row(row, _values[slot].Length));

    /// <summary>What a slot holds, or will hold.</summary>
    protected virtual ref VBuffer<TColumn> Values(int slot) => ref _values[slot];

    private static ValueGetter<VBuffer<TColumn>> OfScalar(ValueGetter<TColumn> getter) =>
        (ref vector) =>
        {
            var editor = VBufferEditor.Create(ref vector, 1);
            getter(ref editor.Values[0]);
            vector = editor.Commit();
        };
}

/// <summary>
/// Numbers that are the same in column and network, rows of one length: each slot has an array of ours, and where the column's getter fills that one, as getters should,
/// a run of the row alone reads it as it is.
/// </summary>
internal sealed class OnnxNumberInput<T>(DataViewRow row, DataViewSchema.Column column, int slots, int rowLength)
    : OnnxInput<T, T>(row, column, slots, static (in source, destination) => source.CopyTo(destination))
    where T : unmanaged
{
    private readonly T[]?[] _own = new T[slots][];

    public override OrtValue? Direct(int slot, long[] shape)
    {
        var given = base.Values(slot).GetValues();
        return _own[slot] is { Length: > 0 } own && given.Length == rowLength && Unsafe.AreSame(in MemoryMarshal.GetReference(given), in own[0])
            ? OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, own.AsMemory(), shape)
            : null;
    }

    protected override ref VBuffer<T> Values(int slot)
    {
        ref var values = ref base.Values(slot);
        values = new(rowLength, _own[slot] ??= new T[rowLength]);
        return ref values;
    }
}
