namespace DeepRecipes.Kernels;

/// <summary>Keeps the upper bits of every sample, as Pillow's <c>ImageOps.posterize</c>.</summary>
public static class PosterizeKernel
{
    /// <summary>The op as a table of 256 bytes, for <see cref="LookupKernel"/> and chains.</summary>
    /// <param name="bits">1 to 8.</param>
    /// <param name="table">256 bytes, filled.</param>
    /// <exception cref="ArgumentException"><paramref name="table"/> has not 256 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static void Table(int bits, Span<byte> table)
    {
        Ensure.InRange(bits, 1, 8);
        Ensure.Length(table.Length, 256, nameof(table));
        for (int v = 0; v < 256; v++)
            table[v] = (byte)(v & (0xFF << (8 - bits)));
    }

    /// <summary>Applies the op; a fourth channel (alpha) stays as it is.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="bits">1 to 8.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or a value is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, int bits, Span<byte> destination)
    {
        Span<byte> table = stackalloc byte[256];
        Table(bits, table);
        LookupKernel.Apply(source, shape, table, destination);
    }
}
