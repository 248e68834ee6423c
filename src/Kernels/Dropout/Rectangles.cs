namespace DeepRecipes.Kernels;

/// <summary>Filling whole pixels with a colour.</summary>
internal static class Rectangles
{
    public static void Fill(Span<byte> image, ImageShape shape, PixelRectangle area, ReadOnlySpan<byte> colour)
    {
        // Pixel by pixel only once: the other rows are copies of the first.
        area = area.ClippedTo(shape.Width, shape.Height);
        if (area.Width <= 0 || area.Height <= 0)
            return;
        Span<byte> first = image.Slice((area.Y * shape.Stride) + (area.X * shape.Channels), area.Width * shape.Channels);
        FillPixels(first, colour);
        for (int y = area.Y + 1; y < area.Y + area.Height; y++)
            first.CopyTo(image[((y * shape.Stride) + (area.X * shape.Channels))..]);
    }

    public static void FillPixels<T>(Span<T> part, ReadOnlySpan<T> colour)
        where T : IEquatable<T>
    {
        if (!colour.ContainsAnyExcept(colour[0]))
        {
            part.Fill(colour[0]);
            return;
        }

        for (int i = 0; i < part.Length; i += colour.Length)
            colour.CopyTo(part[i..]);
    }
}
