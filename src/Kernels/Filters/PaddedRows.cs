namespace DeepRecipes.Kernels;

/// <summary>Rows of an image with their borders written out, so that a filter's inner loop asks nothing.</summary>
internal static class PaddedRows
{
    /// <summary>Copies one row with <paramref name="before"/> pixels in front and <paramref name="after"/> behind.</summary>
    public static void Fill(ReadOnlySpan<byte> row, int channels, int before, int after, BorderMode mode, Span<byte> padded)
    {
        int width = row.Length / channels;
        row.CopyTo(padded[(before * channels)..]);
        for (int i = 1; i <= before; i++)
            row.Slice(Border.Index(-i, width, mode) * channels, channels).CopyTo(padded[((before - i) * channels)..]);
        for (int i = 0; i < after; i++)
            row.Slice(Border.Index(width + i, width, mode) * channels, channels).CopyTo(padded[((before + width + i) * channels)..]);
    }
}
