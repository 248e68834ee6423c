using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor that leaves rows of its input out or repeats them: it counts its own rows, but their values and ids are the input's.</summary>
internal abstract class LinkedRootCursor(IChannelProvider provider, DataViewRowCursor input) : RootCursor(provider)
{
    public override DataViewSchema Schema => Input.Schema;

    protected DataViewRowCursor Input { get; } = input;

    public override bool IsColumnActive(DataViewSchema.Column column) => Input.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        => IsColumnActive(column) ? Input.GetGetter<TValue>(column) : throw new ArgumentOutOfRangeException(nameof(column), $"requested column '{column.Name}' not active");

    public override ValueGetter<DataViewRowId> GetIdGetter() => Input.GetIdGetter();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Input.Dispose();
        base.Dispose(disposing);
    }
}
