using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor that stands where its input stands.</summary>
internal abstract class SynchronizedCursor : DataViewRowCursor
{
    private readonly IChannel _channel;
    private bool _disposed;

    protected SynchronizedCursor(IChannelProvider provider, DataViewRowCursor input)
    {
        _channel = provider.Start("Cursor");
        Input = input;
    }

    public sealed override long Position => Input.Position;

    public sealed override long Batch => Input.Batch;

    protected DataViewRowCursor Input { get; }

    public sealed override bool MoveNext() => Input.MoveNext();

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
            _channel.Dispose();
        }

        base.Dispose(disposing);
    }

    protected virtual void DisposeCore()
    {
    }
}
