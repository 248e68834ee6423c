namespace DeepRecipes.Kernels;

/// <summary>Half the width and half the height: the mean of four pixels, halves rounded up, as OpenCV's area and bilinear paths both do at this very ratio.</summary>
internal static class HalveResize
{
    public static void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination, int destinationStride)
    {
        int channels = shape.Channels, width = shape.Width / 2;
        for (int y = 0; y < shape.Height / 2; y++)
        {
            ReadOnlySpan<byte> upper = source.Slice(2 * y * shape.Stride, shape.Stride), lower = source.Slice(((2 * y) + 1) * shape.Stride, shape.Stride);
            Span<byte> to = destination.Slice(y * destinationStride, width * channels);
            for (int x = 0; x < width; x++)
            {
                for (int c = 0; c < channels; c++)
                {
                    int at = (2 * x * channels) + c;
                    to[(x * channels) + c] = (byte)((upper[at] + upper[at + channels] + lower[at] + lower[at + channels] + 2) >> 2);
                }
            }
        }
    }
}
