using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Rows of a picture, copied into another.</summary>
internal static class PixelWindow
{
    /// <summary>Copies the window that begins at a column and row of the picture (negative ones lie outside), and fills what is beyond the picture.</summary>
    public static void Copy(ReadOnlySpan<byte> source, ImageShape shape, int left, int top, ImageShape window, ReadOnlySpan<byte> fill, Span<byte> destination)
    {
        int from = Math.Clamp(-left, 0, window.Width), to = Math.Clamp(shape.Width - left, from, window.Width), channels = shape.Channels;
        for (var y = 0; y < window.Height; y++)
        {
            var row = destination.Slice(y * window.Stride, window.Stride);
            var sourceRow = y + top;
            if ((uint)sourceRow >= (uint)shape.Height)
            {
                Fill(row, fill);
                continue;
            }
            Fill(row[..(from * channels)], fill);
            if (to > from)
                source.Slice((sourceRow * shape.Stride) + ((from + left) * channels), (to - from) * channels).CopyTo(row[(from * channels)..]);
            Fill(row[(to * channels)..], fill);
        }
    }

    private static void Fill(Span<byte> row, ReadOnlySpan<byte> fill)
    {
        if (row.IsEmpty || fill.Length == 1)
        {
            row.Fill(fill[0]);
            return;
        }
        for (var i = 0; i < row.Length; i += fill.Length)
            fill.CopyTo(row[i..]);
    }
}
