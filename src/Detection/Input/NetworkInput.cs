using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>How a picture becomes a network's input.</summary>
public sealed record NetworkInput
{
    /// <summary>Whether the aspect is kept. Default: in the middle, with bars.</summary>
    public ResizeFit Fit { get; init; } = ResizeFit.Letterbox;

    /// <summary>Normalisation, order and layout. Default: RGB planes in 0..1.</summary>
    public TensorFormat Format { get; init; } = new();

    /// <summary>The value of the bars in every channel, 0..255. Default: 114, as YOLO's exporters have it.</summary>
    public float Fill { get; init; } = 114;

    /// <summary>Resizes (bilinear, half-pixel centres, no antialias), normalises and lays out a picture in one pass, without rounding to bytes in between.</summary>
    /// <param name="pixels">HWC bytes.</param>
    /// <param name="shape">3 or 4 channels; a fourth is not looked at.</param>
    /// <param name="order">The order of the picture's channels.</param>
    /// <param name="size">The size of the network's input.</param>
    /// <param name="tensor">Receives <see cref="TensorFormat.Dimensions"/> floats.</param>
    /// <param name="scale">How much of the input's width and height the picture may take, greater than 0 and at most 1; the rest is bars.</param>
    /// <returns>What the resize did, so that what is found can be brought back.</returns>
    /// <exception cref="ArgumentException">A length or the format does not fit.</exception>
    public ResizeMapping Write(ReadOnlySpan<byte> pixels, ImageShape shape, ChannelOrder order, NetworkSize size, Span<float> tensor, float scale = 1)
    {
        var (placement, options) = Place(shape, order, size, tensor.Length, scale);
        if (Format.IsGrey)
            WriteGrey(pixels, shape, placement, options, tensor);
        else if (Format.Layout == TensorLayout.Chw)
            LetterboxKernel.ToChw(pixels, shape, placement, options, tensor);
        else
            LetterboxKernel.ToHwc(pixels, shape, placement, options, tensor);
        return ResizeMapping.From(placement);
    }

    /// <summary>The same for a network whose input is of integers: what is interpolated is rounded to bytes, which go in as they are or by a normalisation of whole numbers.</summary>
    /// <typeparam name="T">The network's numbers.</typeparam>
    /// <param name="pixels">HWC bytes.</param>
    /// <param name="shape">3 or 4 channels; a fourth is not looked at.</param>
    /// <param name="order">The order of the picture's channels.</param>
    /// <param name="size">The size of the network's input.</param>
    /// <param name="tensor">Receives <see cref="TensorFormat.Dimensions"/> integers.</param>
    /// <param name="scale">How much of the input's width and height the picture may take, greater than 0 and at most 1; the rest is bars.</param>
    /// <returns>What the resize did, so that what is found can be brought back.</returns>
    /// <exception cref="ArgumentException">A length or the format does not fit; a normalisation to 0..1 does not.</exception>
    public ResizeMapping Write<T>(ReadOnlySpan<byte> pixels, ImageShape shape, ChannelOrder order, NetworkSize size, Span<T> tensor, float scale = 1)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        Format.CheckWhole<T>();
        var (placement, options) = Place(shape, order, size, tensor.Length, scale);
        if (Format.IsGrey)
            WriteGrey(pixels, shape, placement, options, tensor);
        else if (Format.Layout == TensorLayout.Chw)
            LetterboxKernel.ToChw(pixels, shape, placement, options, tensor);
        else
            LetterboxKernel.ToHwc(pixels, shape, placement, options, tensor);
        return ResizeMapping.From(placement);
    }

    private (LetterboxPlacement Placement, LetterboxOptions Options) Place(ImageShape shape, ChannelOrder order, NetworkSize size, int length, float scale)
    {
        Format.Check();
        Ensure.InRange(shape.Channels, 3, 4, "shape.Channels");
        Ensure.Length(length, checked(Format.Channels * size.Width * size.Height), "tensor");
        // Grey is a sum of planes, for which their order is fixed.
        return (Fit.Place(shape.Width, shape.Height, size.Width, size.Height, scale), new(Format.Normalization, order != (Format.IsGrey ? ChannelOrder.Rgb : Format.Order), Fill));
    }

    private static void WriteGrey<T>(ReadOnlySpan<byte> pixels, ImageShape shape, in LetterboxPlacement placement, in LetterboxOptions options, Span<T> tensor)
        where T : IBinaryInteger<T>
    {
        var rented = ArrayPool<float>.Shared.Rent(tensor.Length);
        var grey = rented.AsSpan(0, tensor.Length);
        WriteGrey(pixels, shape, placement, options with { Normalization = ChannelNormalization.None }, grey);
        var (scale, offset) = ((long)options.Normalization.Scale0, (long)options.Normalization.Offset0);
        for (var i = 0; i < grey.Length; i++)
            tensor[i] = T.CreateTruncating((ClampToByteKernel.Apply(grey[i]) * scale) + offset);
        ArrayPool<float>.Shared.Return(rented);
    }

    private static void WriteGrey(ReadOnlySpan<byte> pixels, ImageShape shape, in LetterboxPlacement placement, in LetterboxOptions options, Span<float> tensor)
    {
        var rented = ArrayPool<float>.Shared.Rent(3 * tensor.Length);
        var planes = rented.AsSpan(0, 3 * tensor.Length);
        // The weights sum to 1: the grey of normalised channels is the normalised grey.
        LetterboxKernel.ToChw(pixels, shape, placement, options, planes);
        TensorPrimitives.Multiply(planes[..tensor.Length], 0.299f, tensor);
        TensorPrimitives.MultiplyAdd(planes.Slice(tensor.Length, tensor.Length), 0.587f, tensor, tensor);
        TensorPrimitives.MultiplyAdd(planes[(2 * tensor.Length)..], 0.114f, tensor, tensor);
        ArrayPool<float>.Shared.Return(rented);
    }
}
