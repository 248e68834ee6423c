using System.Numerics;

namespace DeepRecipes.Kernels;

/// <content>For networks whose input is of integers: what is interpolated is rounded (half to even) to a byte, which the normalisation turns into another whole number, if at all.</content>
public static partial class LetterboxKernel
{
    /// <summary>Bytes to planes of integers (CHW): 3 planes of a source with 3 or 4 channels, 1 plane of a grey one.</summary>
    /// <typeparam name="T">The network's numbers.</typeparam>
    /// <inheritdoc cref="ToChw(ReadOnlySpan{byte}, ImageShape, in LetterboxPlacement, in LetterboxOptions, Span{float})"/>
    /// <exception cref="ArgumentException">A length does not fit, the spans overlap, the placement was made for another size, or the normalisation gives what <typeparamref name="T"/> does not hold.</exception>
    public static void ToChw<T>(ReadOnlySpan<byte> source, ImageShape shape, in LetterboxPlacement placement, in LetterboxOptions options, Span<T> destination)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        int outputs = GuardIntegers(source, shape, placement, options, destination);
        int plane = placement.TargetWidth * placement.TargetHeight;
        for (int c = 0; c < outputs; c++)
            FillBars(destination.Slice(c * plane, plane), placement, 1, [Fill<T>(options, c)]);
        ToIntegers(source, shape, placement, options, outputs, destination, 1, plane);
    }

    /// <summary>Bytes to interleaved integers (HWC), as TensorFlow's networks want.</summary>
    /// <inheritdoc cref="ToChw{T}(ReadOnlySpan{byte}, ImageShape, in LetterboxPlacement, in LetterboxOptions, Span{T})"/>
    public static void ToHwc<T>(ReadOnlySpan<byte> source, ImageShape shape, in LetterboxPlacement placement, in LetterboxOptions options, Span<T> destination)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        int outputs = GuardIntegers(source, shape, placement, options, destination);
        Span<T> fill = stackalloc T[outputs];
        for (int c = 0; c < outputs; c++)
            fill[c] = Fill<T>(options, c);
        FillBars(destination, placement, outputs, fill);
        ToIntegers(source, shape, placement, options, outputs, destination, outputs, 1);
    }

    private static void ToIntegers<T>(
        ReadOnlySpan<byte> source, ImageShape shape, in LetterboxPlacement placement, in LetterboxOptions options, int outputs, Span<T> destination, int pixelStep, int channelStep)
        where T : unmanaged, IBinaryInteger<T>
    {
        using var ints = new Pooled<int>(placement.Width + placement.Height);
        using var floats = new Pooled<float>(placement.Width + placement.Height);
        using var pooledRow = new Pooled<float>(4 * placement.Width);
        using var pooledBytes = new Pooled<byte>(4 * placement.Width);
        Span<float> row = pooledRow.Span;
        Span<byte> bytes = pooledBytes.Span;
        var rows = new BilinearToFloat(source, shape, placement.Width, placement.Height, ints.Span, floats.Span);
        for (int y = 0; y < placement.Height; y++)
        {
            rows.Row(y, row);
            ClampToByteKernel.Apply(row, bytes);
            int first = (((placement.Top + y) * placement.TargetWidth) + placement.Left) * pixelStep;
            for (int c = 0; c < outputs; c++)
            {
                (long scale, long offset) = Whole(options.Normalization, c);
                ReadOnlySpan<byte> from = bytes[(options.SwapRedBlue && outputs == 3 ? 2 - c : c)..];
                Span<T> to = destination[(first + (c * channelStep))..];
                for (int x = 0; x < placement.Width; x++)
                    to[x * pixelStep] = T.CreateTruncating((from[4 * x] * scale) + offset);
            }
        }
    }

    private static int GuardIntegers<T>(ReadOnlySpan<byte> source, ImageShape shape, in LetterboxPlacement placement, in LetterboxOptions options, Span<T> destination)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        int outputs = Guard(source, shape, placement, destination);
        Ensure.InRange(options.Fill, 0, 255, "options.Fill");
        if (!options.Normalization.IsWhole<T>())
            throw new ArgumentException($"options.Normalization ({options.Normalization}) gives what {typeof(T).Name} does not hold; it takes bytes as they are ({nameof(ChannelNormalization)}.{nameof(ChannelNormalization.None)}), or whole scales and offsets that stay in its range.", nameof(options));
        return outputs;
    }

    private static T Fill<T>(in LetterboxOptions options, int channel)
        where T : IBinaryInteger<T>
    {
        (long scale, long offset) = Whole(options.Normalization, channel);
        return T.CreateTruncating((ClampToByteKernel.Apply(options.Fill) * scale) + offset);
    }

    private static (long Scale, long Offset) Whole(in ChannelNormalization n, int channel) => channel switch
    {
        0 => ((long)n.Scale0, (long)n.Offset0),
        1 => ((long)n.Scale1, (long)n.Offset1),
        _ => ((long)n.Scale2, (long)n.Offset2),
    };
}
