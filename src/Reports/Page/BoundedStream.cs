namespace DeepRecipes.Reports;

/// <summary>Passes bytes on and refuses to pass more than allowed, so that a page cannot fill a disk.</summary>
internal sealed class BoundedStream(Stream inner, int mostBytes) : Stream
{
    private long _written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _written;

    public override long Position
    {
        get => _written;
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_written + buffer.Length > mostBytes)
        {
            throw new InvalidOperationException(
                $"The report is larger than {nameof(Report.MostBytes)} ({NumberText.Of(mostBytes)}). Embed fewer or smaller photos, or raise {nameof(Report.MostBytes)}.");
        }
        _written += buffer.Length;
        inner.Write(buffer);
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
