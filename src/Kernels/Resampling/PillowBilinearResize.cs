namespace DeepRecipes.Kernels;

/// <summary>
/// Pillow's <c>Image.resize(BILINEAR)</c>: a triangle filter as wide as the shrink factor, so it smooths where OpenCV's bilinear skips pixels. Two passes, horizontal first, each
/// in 22-bit fixed point and rounded to bytes; an axis that keeps its size is not touched.
/// </summary>
internal static class PillowBilinearResize
{
    private const int Bits = 22;

    public static void Run(ReadOnlySpan<byte> source, ImageShape shape, int width, int height, Span<byte> destination)
    {
        int channels = shape.Channels;
        using var pooledMiddle = new Pooled<byte>(width * shape.Height * channels);
        Span<byte> middle = height == shape.Height ? destination[..(width * height * channels)] : pooledMiddle.Span;
        if (width == shape.Width)
        {
            source.CopyTo(middle);
        }
        else
        {
            int taps = Taps(shape.Width, width);
            using var pooledWeights = new Pooled<int>(width * taps);
            using var pooledBounds = new Pooled<int>(2 * width);
            Fill(shape.Width, width, taps, pooledWeights.Span, pooledBounds.Span);
            for (int y = 0; y < shape.Height; y++)
            {
                ReadOnlySpan<byte> row = source.Slice(y * shape.Stride, shape.Stride);
                for (int x = 0; x < width; x++)
                {
                    ReadOnlySpan<int> weights = pooledWeights.Span.Slice(x * taps, pooledBounds.Span[(2 * x) + 1]);
                    int first = pooledBounds.Span[2 * x] * channels;
                    for (int c = 0; c < channels; c++)
                        middle[(((y * width) + x) * channels) + c] = Sum(row[(first + c)..], channels, weights);
                }
            }
        }

        if (height == shape.Height)
            return;
        int rows = Taps(shape.Height, height), samples = width * channels;
        using var pooledRowWeights = new Pooled<int>(height * rows);
        using var pooledRowBounds = new Pooled<int>(2 * height);
        Fill(shape.Height, height, rows, pooledRowWeights.Span, pooledRowBounds.Span);
        using var pooledSums = new Pooled<int>(samples);
        Span<int> sums = pooledSums.Span;
        for (int y = 0; y < height; y++)
        {
            sums.Fill(1 << (Bits - 1));
            for (int k = 0; k < pooledRowBounds.Span[(2 * y) + 1]; k++)
            {
                int weight = pooledRowWeights.Span[(y * rows) + k];
                ReadOnlySpan<byte> row = middle.Slice((pooledRowBounds.Span[2 * y] + k) * samples, samples);
                for (int i = 0; i < row.Length; i++)
                    sums[i] += row[i] * weight;
            }

            Span<byte> to = destination.Slice(y * samples, samples);
            for (int i = 0; i < to.Length; i++)
                to[i] = Saturate.ToByte(sums[i] >> Bits);
        }
    }

    private static byte Sum(ReadOnlySpan<byte> samples, int step, ReadOnlySpan<int> weights)
    {
        int sum = 1 << (Bits - 1);
        for (int k = 0; k < weights.Length; k++)
            sum += samples[k * step] * weights[k];
        return Saturate.ToByte(sum >> Bits);
    }

    private static int Taps(int source, int target) => ((int)Math.Ceiling(Math.Max((double)source / target, 1)) * 2) + 1;

    // bounds holds the first source pixel and the count of each target pixel.
    private static void Fill(int source, int target, int taps, Span<int> weights, Span<int> bounds)
    {
        double scale = (double)source / target, filter = Math.Max(scale, 1), support = filter;
        using var pooled = new Pooled<double>(taps);
        Span<double> w = pooled.Span;
        for (int i = 0; i < target; i++)
        {
            double center = (i + 0.5) * scale, sum = 0;
            int first = Math.Max((int)(center - support + 0.5), 0), count = Math.Min((int)(center + support + 0.5), source) - first;
            for (int k = 0; k < count; k++)
            {
                w[k] = Math.Max(0, 1 - Math.Abs((k + first - center + 0.5) / filter));
                sum += w[k];
            }

            for (int k = 0; k < count; k++)
                weights[(i * taps) + k] = (int)(0.5 + ((sum == 0 ? w[k] : w[k] * (1 / sum)) * (1 << Bits)));
            (bounds[2 * i], bounds[(2 * i) + 1]) = (first, count);
        }
    }
}
