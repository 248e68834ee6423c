using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>One component of a JPEG: a plane of bytes in rows of <see cref="Stride"/>, its picture at the top left and its last row and column repeated to whole blocks.</summary>
internal readonly ref struct JpegPlane
{
    public JpegPlane(Span<byte> bytes, int width, int height)
    {
        (Width, Height, Stride, Rows) = (width, height, StrideOf(width), RowsOf(height));
        Bytes = bytes[..(Stride * Rows)];
    }

    public Span<byte> Bytes { get; }

    public int Width { get; }

    public int Height { get; }

    public int Stride { get; }

    private int Rows { get; }

    /// <summary>How many bytes a plane of such a picture takes.</summary>
    public static int Length(int width, int height) => checked(StrideOf(width) * RowsOf(height));

    /// <summary>A row with what follows it up to the stride.</summary>
    public Span<byte> Row(int y) => Bytes.Slice(y * Stride, Stride);

    /// <summary>What quantising the blocks leaves of the plane.</summary>
    public void Quantize(ReadOnlySpan<int> steps)
    {
        for (var y = Height; y < Rows; y++)
            Row(Height - 1).CopyTo(Row(y));
        Span<int> block = stackalloc int[64];
        for (var y = 0; y < Rows; y += 8)
        {
            for (var x = 0; x < Width; x += 8)
            {
                var corner = Bytes[((y * Stride) + x)..];
                Read(corner, block);
                JpegTransform.Forward(block);
                JpegQuantization.Apply(block, steps);
                JpegTransform.Inverse(block);
                Write(block, corner);
            }
        }
    }

    private void Read(ReadOnlySpan<byte> corner, Span<int> block)
    {
        for (var y = 0; y < 8; y++)
        {
            var bytes = Vector64.Create<byte>(corner.Slice(y * Stride, 8));
            var (low, high) = Vector128.Widen(Vector128.WidenLower(bytes.ToVector128()));
            (Vector256.Create(low, high).AsInt32() - Vector256.Create(128)).CopyTo(block[(8 * y)..]);
        }
    }

    private void Write(ReadOnlySpan<int> block, Span<byte> corner)
    {
        for (var y = 0; y < 8; y++)
        {
            var row = Vector256.Create(block.Slice(8 * y, 8)) + Vector256.Create(128);
            row = Vector256.Min(Vector256.Max(row, Vector256<int>.Zero), Vector256.Create(255));
            var narrow = Vector128.Narrow(row.GetLower().AsUInt32(), row.GetUpper().AsUInt32());
            Vector128.Narrow(narrow, narrow).GetLower().CopyTo(corner.Slice(y * Stride, 8));
        }
    }

    private static int StrideOf(int width) => (width + 15) & ~15; // whole blocks, and whole steps of 16 lanes

    private static int RowsOf(int height) => (height + 7) & ~7;
}
