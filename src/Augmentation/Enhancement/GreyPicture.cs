using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Kernels of one channel on pictures of any: the luma goes in, and what comes out stands in every colour channel.</summary>
internal static class GreyPicture
{
    public delegate void Kernel<TOptions>(ReadOnlySpan<byte> grey, ImageShape shape, Span<byte> destination, TOptions options);

    public static void Apply<TOptions>(ReadOnlySpan<byte> source, ImageShape shape, ChannelOrder order, Span<byte> destination, TOptions options, Kernel<TOptions> kernel)
    {
        if (shape.Channels == 1)
        {
            kernel(source, shape, destination, options);
            return;
        }
        var one = shape with { Channels = 1 };
        using var grey = new Pooled<byte>(one.Length);
        using var result = new Pooled<byte>(one.Length);
        GrayKernel.ToGray(source, shape, order, grey.Span);
        kernel(grey.Span, one, result.Span, options);
        for (int i = 0, pixel = 0; pixel < one.Length; pixel++, i += shape.Channels)
        {
            destination[i] = destination[i + 1] = destination[i + 2] = result.Span[pixel];
            if (shape.Channels == 4)
                destination[i + 3] = source[i + 3];
        }
    }
}
