using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>
/// OpenCV's <c>INTER_CUBIC</c> for bytes: Keys' kernel with a = -0.75, weights of 11 bits, horizontally in integers; vertically in floats for blocks of eight samples
/// and in integers for the rest of a row, which is where the reference's own vector code ends. Both are needed to agree with it everywhere.
/// </summary>
internal static class BicubicResize
{
    private const int One = 2048;

    /// <summary>The four weights at a fraction, in floats, as OpenCV computes them.</summary>
    public static void Weights(float x, Span<float> w)
    {
        const float a = -0.75f;
        w[0] = (((((a * (x + 1)) - (5 * a)) * (x + 1)) + (8 * a)) * (x + 1)) - (4 * a);
        w[1] = ((((a + 2) * x) - (a + 3)) * x * x) + 1;
        w[2] = ((((a + 2) * (1 - x)) - (a + 3)) * (1 - x) * (1 - x)) + 1;
        w[3] = 1f - w[0] - w[1] - w[2];
    }

    public static void Run(ReadOnlySpan<byte> source, ImageShape shape, int width, int height, Span<byte> destination)
    {
        int channels = shape.Channels, samples = width * channels;
        using var pooledOffsets = new Pooled<int>(4 * width);
        using var pooledWeights = new Pooled<short>(4 * width);
        using var pooledIndex = new Pooled<int>(Math.Max(width, height));
        using var pooledFraction = new Pooled<float>(Math.Max(width, height));
        using var pooledRows = new Pooled<int>(4 * samples);
        Span<int> offsets = pooledOffsets.Span, index = pooledIndex.Span, rows = pooledRows.Span;
        Span<short> weights = pooledWeights.Span;
        Span<float> fraction = pooledFraction.Span, w = stackalloc float[4];

        LinearAxis.Fill(shape.Width, width, index, fraction);
        for (int x = 0; x < width; x++)
        {
            Weights(fraction[x], w);
            for (int k = 0; k < 4; k++)
            {
                offsets[(4 * x) + k] = Math.Clamp(index[x] - 1 + k, 0, shape.Width - 1) * channels;
                weights[(4 * x) + k] = (short)MathF.Round(w[k] * One);
            }
        }

        LinearAxis.Fill(shape.Height, height, index, fraction);

        // Four horizontal rows in a ring, each tagged with the source row it came from.
        Span<int> held = [-1, -1, -1, -1];
        Span<int> slots = stackalloc int[4];
        for (int y = 0; y < height; y++)
        {
            for (int k = 0; k < 4; k++)
            {
                int row = Math.Clamp(index[y] - 1 + k, 0, shape.Height - 1);
                slots[k] = row & 3;
                if (held[row & 3] == row)
                    continue;
                held[row & 3] = row;
                Horizontal(source.Slice(row * shape.Stride, shape.Stride), channels, offsets, weights, rows.Slice((row & 3) * samples, samples));
            }

            Weights(fraction[y], w);
            Vertical(
                rows.Slice(slots[0] * samples, samples), rows.Slice(slots[1] * samples, samples), rows.Slice(slots[2] * samples, samples),
                rows.Slice(slots[3] * samples, samples), w, destination.Slice(y * samples, samples));
        }
    }

    private static void Horizontal(ReadOnlySpan<byte> row, int channels, ReadOnlySpan<int> offsets, ReadOnlySpan<short> weights, Span<int> result)
    {
        int i = 0;
        for (int x = 0; x < offsets.Length; x += 4)
        {
            for (int c = 0; c < channels; c++)
            {
                result[i++] = (row[offsets[x] + c] * weights[x]) + (row[offsets[x + 1] + c] * weights[x + 1])
                    + (row[offsets[x + 2] + c] * weights[x + 2]) + (row[offsets[x + 3] + c] * weights[x + 3]);
            }
        }
    }

    private static void Vertical(ReadOnlySpan<int> r0, ReadOnlySpan<int> r1, ReadOnlySpan<int> r2, ReadOnlySpan<int> r3, ReadOnlySpan<float> w, Span<byte> result)
    {
        const float scale = 1f / (One * One);
        int b0 = (int)MathF.Round(w[0] * One), b1 = (int)MathF.Round(w[1] * One), b2 = (int)MathF.Round(w[2] * One), b3 = (int)MathF.Round(w[3] * One);
        float f0 = b0 * scale, f1 = b1 * scale, f2 = b2 * scale, f3 = b3 * scale;
        ref int s0 = ref MemoryMarshal.GetReference(r0), s1 = ref MemoryMarshal.GetReference(r1), s2 = ref MemoryMarshal.GetReference(r2), s3 = ref MemoryMarshal.GetReference(r3);
        ref byte d = ref MemoryMarshal.GetReference(result);
        int i = 0;
        for (; i <= result.Length - 8; i += 8)
        {
            for (int half = 0; half < 8; half += 4)
            {
                nuint at = (nuint)(i + half);
                Vector128<float> sum = (Lane(ref s2, at) * f2) + (Lane(ref s3, at) * f3);
                sum = (Lane(ref s1, at) * f1) + sum;
                sum = (Lane(ref s0, at) * f0) + sum;
                Vector128<ushort> narrow = Vector128.Narrow(Saturate.Round(sum), Vector128<uint>.Zero);
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref d, at), Vector128.Narrow(narrow, narrow).AsUInt32()[0]);
            }
        }

        for (; i < result.Length; i++)
            Unsafe.Add(ref d, i) = Saturate.ToByte(((r0[i] * b0) + (r1[i] * b1) + (r2[i] * b2) + (r3[i] * b3) + (1 << 21)) >> 22);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Lane(ref int s, nuint at) => Vector128.ConvertToSingle(Vector128.LoadUnsafe(ref s, at));
}
