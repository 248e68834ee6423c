using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor that counts its own rows: one over stored rows, or one that leaves rows of another out.</summary>
internal abstract class RootCursor : DataViewRowCursor
{
    private readonly IChannel _channel;
    private long _position = -1;
    private bool _disposed;

    protected RootCursor(IChannelProvider provider) => _channel = provider.Start("Cursor");

    public sealed override long Position => _position;

    public sealed override bool MoveNext()
    {
        if (_disposed)
            return false;
        if (MoveNextCore())
        {
            _position++;
            return true;
        }

        Dispose();
        return false;
    }

    /// <summary>Goes to the next row; never called again after it said false.</summary>
    protected abstract bool MoveNextCore();

    protected override void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        _disposed = true;
        if (disposing)
        {
            _channel.Dispose();
            _position = -1;
        }

        base.Dispose(disposing);
    }

    /// <summary>Values may only be fetched while the cursor stands on a row.</summary>
    protected void CheckGood() => Contracts.Check(_position >= 0, "Values can only be fetched when the cursor is on a row: call MoveNext first, and not after it returned false.");
}
