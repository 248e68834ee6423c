namespace DeepRecipes.Kernels;

/// <summary><c>255 - v</c>.</summary>
public static class InvertKernel
{
    /// <summary>The op as a table of 256 bytes, for <see cref="LookupKernel"/> and chains.</summary>
    /// <param name="table">256 bytes, filled.</param>
    /// <exception cref="ArgumentException"><paramref name="table"/> has not 256 bytes.</exception>
    public static void Table(Span<byte> table)
    {
        Ensure.Length(table.Length, 256, nameof(table));
        for (int v = 0; v < 256; v++)
            table[v] = (byte)(255 - v);
    }

    /// <summary>Applies the op; a fourth channel (alpha) stays as it is.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shape"/> is not a proper one.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
    {
        Span<byte> table = stackalloc byte[256];
        Table(table);
        LookupKernel.Apply(source, shape, table, destination);
    }
}
