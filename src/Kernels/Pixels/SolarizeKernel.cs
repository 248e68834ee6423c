namespace DeepRecipes.Kernels;

/// <summary>Inverts the samples that are at least the threshold, as Pillow's <c>ImageOps.solarize</c>.</summary>
public static class SolarizeKernel
{
    /// <summary>The op as a table of 256 bytes, for <see cref="LookupKernel"/> and chains.</summary>
    /// <param name="threshold">0 (inverts all) to 256 (inverts none).</param>
    /// <param name="table">256 bytes, filled.</param>
    /// <exception cref="ArgumentException"><paramref name="table"/> has not 256 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static void Table(int threshold, Span<byte> table)
    {
        Ensure.InRange(threshold, 0, 256);
        Ensure.Length(table.Length, 256, nameof(table));
        for (int v = 0; v < 256; v++)
            table[v] = (byte)(v < threshold ? v : 255 - v);
    }

    /// <summary>Applies the op; a fourth channel (alpha) stays as it is.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="threshold">0 (inverts all) to 256 (inverts none).</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or a value is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, int threshold, Span<byte> destination)
    {
        Span<byte> table = stackalloc byte[256];
        Table(threshold, table);
        LookupKernel.Apply(source, shape, table, destination);
    }
}
