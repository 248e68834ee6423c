namespace Microsoft.ML.Data;

/// <summary>A row that stands where its input stands.</summary>
internal abstract class WrappingRow(DataViewRow input) : DataViewRow
{
    private bool _disposed;

    public sealed override long Position => Input.Position;

    public sealed override long Batch => Input.Batch;

    protected DataViewRow Input { get; } = input;

    public sealed override ValueGetter<DataViewRowId> GetIdGetter() => Input.GetIdGetter();

    protected sealed override void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        _disposed = true;
        if (disposing)
        {
            DisposeCore();
            Input.Dispose();
        }

        base.Dispose(disposing);
    }

    protected virtual void DisposeCore()
    {
    }
}
