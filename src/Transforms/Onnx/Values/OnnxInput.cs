using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>Reads the column of one input of a network. A scalar column is a vector of one.</summary>
internal abstract class OnnxInput
{
    /// <summary>Reads the current row, and says how many numbers it has.</summary>
    public abstract int Read();

    /// <summary>Room for rows of this input.</summary>
    public abstract OnnxRows NewRows(OnnxMemory memory);

    /// <summary>Puts what was read into its place.</summary>
    public abstract void Put(OnnxRows rows, int row);
}

/// <summary>Puts the values of a column where a network reads them.</summary>
internal delegate void Place<TColumn, T>(in VBuffer<TColumn> source, Span<T> destination);

/// <inheritdoc/>
/// <typeparam name="TColumn">The values of the column.</typeparam>
/// <typeparam name="T">The values of the network.</typeparam>
internal sealed class OnnxInput<TColumn, T>(DataViewRow row, DataViewSchema.Column column, Place<TColumn, T> place, Func<OnnxMemory, OnnxRows<T>> newRows) : OnnxInput
{
    private readonly ValueGetter<VBuffer<TColumn>> _getter = column.Type is VectorDataViewType ? row.GetGetter<VBuffer<TColumn>>(column) : OfScalar(row.GetGetter<TColumn>(column));
    private VBuffer<TColumn> _value;

    public override int Read()
    {
        _getter(ref _value);
        return _value.Length;
    }

    public override OnnxRows NewRows(OnnxMemory memory) => newRows(memory);

    public override void Put(OnnxRows rows, int row) => place(_value, ((OnnxRows<T>)rows).Row(row, _value.Length));

    private static ValueGetter<VBuffer<TColumn>> OfScalar(ValueGetter<TColumn> getter) =>
        (ref vector) =>
        {
            var editor = VBufferEditor.Create(ref vector, 1);
            getter(ref editor.Values[0]);
            vector = editor.Commit();
        };
}
