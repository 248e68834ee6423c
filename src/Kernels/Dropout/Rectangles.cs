namespace DeepRecipes.Kernels;

/// <summary>Filling whole pixels with a colour.</summary>
internal static class Rectangles
{
    public static void Fill(Span<byte> image, ImageShape shape, PixelRectangle area, ReadOnlySpan<byte> colour)
    {
        area = area.ClippedTo(shape.Width, shape.Height);
        for (int y = area.Y; y < area.Y + area.Height; y++)
            FillPixels(image.Slice((y * shape.Stride) + (area.X * shape.Channels), area.Width * shape.Channels), colour);
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
