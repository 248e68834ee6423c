namespace DeepRecipes.Kernels;

/// <summary><c>contrast * v + brightness</c>, rounded and saturated (OpenCV's <c>convertScaleAbs</c> where the sum is not negative).</summary>
public static class BrightnessContrastKernel
{
    /// <summary>The op as a table of 256 bytes, for <see cref="LookupKernel"/> and chains.</summary>
    /// <param name="contrast">Finite factor; 1 changes nothing.</param>
    /// <param name="brightness">Finite addend in levels; 0 changes nothing.</param>
    /// <param name="table">256 bytes, filled.</param>
    /// <exception cref="ArgumentException"><paramref name="table"/> has not 256 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static void Table(double contrast, double brightness, Span<byte> table)
    {
        Ensure.Finite(contrast);
        Ensure.Finite(brightness);
        Ensure.Length(table.Length, 256, nameof(table));
        for (int v = 0; v < 256; v++)
            table[v] = Saturate.ToByte((v * contrast) + brightness);
    }

    /// <summary>Applies the op; a fourth channel (alpha) stays as it is.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="contrast">Finite factor; 1 changes nothing.</param>
    /// <param name="brightness">Finite addend in levels; 0 changes nothing.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or a value is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, double contrast, double brightness, Span<byte> destination)
    {
        Span<byte> table = stackalloc byte[256];
        Table(contrast, brightness, table);
        LookupKernel.Apply(source, shape, table, destination);
    }
}
