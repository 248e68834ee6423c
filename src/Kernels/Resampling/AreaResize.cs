using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>OpenCV's <c>INTER_AREA</c> for bytes: each target pixel is the mean of the source area it covers. Enlarging on either axis, OpenCV interpolates instead, and so does this.</summary>
internal static class AreaResize
{
    public static void Run(ReadOnlySpan<byte> source, ImageShape shape, int width, int height, Span<byte> destination)
    {
        double scaleX = 1.0 / ((double)width / shape.Width), scaleY = 1.0 / ((double)height / shape.Height);
        int wholeX = (int)Math.Round(scaleX), wholeY = (int)Math.Round(scaleY);
        bool whole = Math.Abs(scaleX - wholeX) < 2.220446049250313e-16 && Math.Abs(scaleY - wholeY) < 2.220446049250313e-16;
        if (scaleX < 1 || scaleY < 1)
            BilinearResize.Run(source, shape, width, height, destination, width * shape.Channels, area: true);
        else if (whole && wholeX == 2 && wholeY == 2)
            HalveResize.Run(source, shape, destination, width * shape.Channels);
        else if (whole)
            Blocks(source, shape, width, height, wholeX, wholeY, destination);
        else
            Fractions(source, shape, width, height, scaleX, scaleY, destination);
    }

    private static void Blocks(ReadOnlySpan<byte> source, ImageShape shape, int width, int height, int blockX, int blockY, Span<byte> destination)
    {
        int channels = shape.Channels;
        float scale = 1f / (blockX * blockY);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                for (int c = 0; c < channels; c++)
                {
                    int sum = 0;
                    for (int dy = 0; dy < blockY; dy++)
                    {
                        int at = (((y * blockY) + dy) * shape.Stride) + (x * blockX * channels) + c;
                        for (int dx = 0; dx < blockX; dx++, at += channels)
                            sum += source[at];
                    }

                    destination[(((y * width) + x) * channels) + c] = Saturate.ToByte(sum * scale);
                }
            }
        }
    }

    // The order of the sums is the reference's: a source row's columns first, the rows after each other.
    private static void Fractions(ReadOnlySpan<byte> source, ImageShape shape, int width, int height, double scaleX, double scaleY, Span<byte> destination)
    {
        int channels = shape.Channels, samples = width * channels;
        using var pooledX = new Pooled<AreaShare>(2 * Math.Max(shape.Width, width) + width);
        using var pooledY = new Pooled<AreaShare>(2 * Math.Max(shape.Height, height) + height);
        using var pooledRow = new Pooled<float>(4 * width);
        using var pooledSum = new Pooled<float>(4 * width);
        ReadOnlySpan<AreaShare> xs = pooledX.Span[..Shares(shape.Width, width, scaleX, channels, pooledX.Span)];
        ReadOnlySpan<AreaShare> ys = pooledY.Span[..Shares(shape.Height, height, scaleY, 1, pooledY.Span)];
        Span<float> row = pooledRow.Span, sum = pooledSum.Span;
        int previous = ys[0].Target;
        sum.Clear();
        foreach (AreaShare share in ys)
        {
            if (share.Target != previous)
            {
                Finish(sum, channels, destination.Slice(previous * samples, samples));
                sum.Clear();
                previous = share.Target;
            }

            HorizontalSums(source, share.Source * shape.Stride, channels, xs, row);
            AddScaled(row, share.Weight, sum);
        }

        Finish(sum, channels, destination.Slice(previous * samples, samples));
    }

    // Four floats a pixel, whatever the channels. The lanes beyond the channels hold the next pixel's values, and are not looked at.
    private static void HorizontalSums(ReadOnlySpan<byte> source, int start, int channels, ReadOnlySpan<AreaShare> xs, Span<float> row)
    {
        ref byte s = ref MemoryMarshal.GetReference(source);
        ref float d = ref MemoryMarshal.GetReference(row);
        Vector128<float> sum = Vector128<float>.Zero;
        int target = 0;
        foreach (AreaShare share in xs)
        {
            if (share.Target != target)
            {
                sum.StoreUnsafe(ref d, (nuint)(4 * target));
                sum = Vector128<float>.Zero;
                target = share.Target;
            }

            int at = start + share.Source;
            sum += Load(source, ref s, at, channels) * share.Weight;
        }

        sum.StoreUnsafe(ref d, (nuint)(4 * target));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Load(ReadOnlySpan<byte> source, ref byte s, int at, int channels)
    {
        if (at + 4 <= source.Length)
        {
            Vector128<byte> four = Vector128.CreateScalar(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref s, at))).AsByte();
            return Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(four)).AsInt32());
        }

        return Vector128.Create(source[at], channels > 1 ? source[at + 1] : 0f, channels > 2 ? source[at + 2] : 0f, 0f);
    }

    private static void AddScaled(ReadOnlySpan<float> row, float weight, Span<float> sum)
    {
        ref float r = ref MemoryMarshal.GetReference(row);
        ref float s = ref MemoryMarshal.GetReference(sum);
        int i = 0;
        for (; i <= row.Length - 8; i += 8)
            (Vector256.LoadUnsafe(ref s, (nuint)i) + (Vector256.LoadUnsafe(ref r, (nuint)i) * weight)).StoreUnsafe(ref s, (nuint)i);
        for (; i < row.Length; i++)
            sum[i] += row[i] * weight;
    }

    private static void Finish(ReadOnlySpan<float> sum, int channels, Span<byte> destination)
    {
        for (int x = 0, i = 0; i < destination.Length; x++)
        {
            for (int c = 0; c < channels; c++)
                destination[i++] = Saturate.ToByte(sum[(4 * x) + c]);
        }
    }

    private static int Shares(int source, int target, double scale, int channels, Span<AreaShare> shares)
    {
        int count = 0;
        for (int i = 0; i < target; i++)
        {
            double from = i * scale, to = from + scale, cell = Math.Min(scale, source - from);
            int first = (int)Math.Ceiling(from), last = Math.Min((int)Math.Floor(to), source - 1);
            first = Math.Min(first, last);
            if (first - from > 1e-3)
                shares[count++] = new AreaShare(i, (first - 1) * channels, (float)((first - from) / cell));
            for (int j = first; j < last; j++)
                shares[count++] = new AreaShare(i, j * channels, (float)(1.0 / cell));
            if (to - last > 1e-3)
                shares[count++] = new AreaShare(i, last * channels, (float)(Math.Min(Math.Min(to - last, 1.0), cell) / cell));
        }

        return count;
    }

    private readonly record struct AreaShare(int Target, int Source, float Weight);
}
