using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepRecipes.Kernels;

/// <summary>
/// Bytes to interpolated floats 0..255, a row at a time, four floats a pixel (three channels and a spare, or four): what the fused resize steps share. The formula is
/// the same in every width: vertical first, <c>(tl (1-fy) + bl fy) (1-fx) + (tr (1-fy) + br fy) fx</c>, each step rounded.
/// </summary>
internal readonly ref struct BilinearToFloat
{
    private readonly ReadOnlySpan<byte> source;
    private readonly ImageShape shape;
    private readonly Span<int> offset;
    private readonly Span<float> fractionX;
    private readonly Span<int> rowIndex;
    private readonly Span<float> fractionY;

    /// <summary>Fills the tables of both axes into <paramref name="ints"/> and <paramref name="floats"/>, each <c>width + height</c> long.</summary>
    public BilinearToFloat(ReadOnlySpan<byte> source, ImageShape shape, int width, int height, Span<int> ints, Span<float> floats)
    {
        this.source = source;
        this.shape = shape;
        offset = ints[..width];
        rowIndex = ints.Slice(width, height);
        fractionX = floats[..width];
        fractionY = floats.Slice(width, height);
        LinearAxis.FillClamped(shape.Width, width, offset, fractionX);
        LinearAxis.FillClamped(shape.Height, height, rowIndex, fractionY);
        for (int x = 0; x < width; x++)
            offset[x] *= shape.Channels;
    }

    /// <summary>Row <paramref name="y"/> of the target into <paramref name="row"/>, four floats a pixel.</summary>
    public void Row(int y, Span<float> row)
    {
        int channels = shape.Channels;
        int upperRow = rowIndex[y], lowerRow = Math.Min(upperRow + 1, shape.Height - 1);
        ReadOnlySpan<byte> upper = source[(upperRow * shape.Stride)..], lower = source[(lowerRow * shape.Stride)..];
        float down = fractionY[y], up = 1f - down;
        int x = 0;
        if (Avx2.IsSupported && channels >= 3)
        {
            ref byte u = ref MemoryMarshal.GetReference(upper);
            ref byte l = ref MemoryMarshal.GetReference(lower);
            ref float d = ref MemoryMarshal.GetReference(row);
            Vector128<byte> apart = channels == 4
                ? Vector128.Create((byte)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
                : Vector128.Create((byte)0, 1, 2, 0x80, 3, 4, 5, 0x80, 8, 9, 10, 0x80, 11, 12, 13, 0x80);
            Vector256<float> wu = Vector256.Create(up), wl = Vector256.Create(down);
            int last = lower.Length - 8;
            for (; x < offset.Length && offset[x] <= last; x++)
            {
                ulong top = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref u, offset[x]));
                ulong bottom = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref l, offset[x]));
                Vector128<byte> four = Vector128.ShuffleNative(Vector128.Create(top, bottom).AsByte(), apart);
                Vector256<float> t = Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(four));
                Vector256<float> b = Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(Vector128.CreateScalar(four.AsUInt64()[1]).AsByte()));
                Vector256<float> column = (t * wu) + (b * wl);
                float right = fractionX[x];
                ((column.GetLower() * Vector128.Create(1f - right)) + (column.GetUpper() * Vector128.Create(right))).StoreUnsafe(ref d, (nuint)(4 * x));
            }
        }

        for (; x < offset.Length; x++)
        {
            float right = fractionX[x], left = 1f - right;
            for (int c = 0; c < channels; c++)
            {
                int at = offset[x] + c;
                // Beyond the last column there is nothing; its weight is 0.
                int beside = right == 0f ? at : at + channels;
                float leftColumn = (upper[at] * up) + (lower[at] * down);
                float rightColumn = (upper[beside] * up) + (lower[beside] * down);
                row[(4 * x) + c] = (leftColumn * left) + (rightColumn * right);
            }
        }
    }
}
