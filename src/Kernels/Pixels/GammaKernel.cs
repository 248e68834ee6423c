namespace DeepRecipes.Kernels;

/// <summary>Power law: <c>255 * gain * (v / 255) ^ gamma</c>, rounded and saturated. OpenCV users' table and scikit-image's <c>adjust_gamma</c> alike.</summary>
public static class GammaKernel
{
    /// <summary>The op as a table of 256 bytes, for <see cref="LookupKernel"/> and chains.</summary>
    /// <param name="gamma">Greater than 0; below 1 brightens.</param>
    /// <param name="gain">Finite, at least 0.</param>
    /// <param name="table">256 bytes, filled.</param>
    /// <exception cref="ArgumentException"><paramref name="table"/> has not 256 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static void Table(double gamma, double gain, Span<byte> table)
    {
        Ensure.Positive(gamma);
        Ensure.Finite(gamma);
        Ensure.InRange(gain, 0, double.MaxValue);
        Ensure.Length(table.Length, 256, nameof(table));
        for (int v = 0; v < 256; v++)
            table[v] = Saturate.ToByte(255 * gain * Math.Pow(v / 255.0, gamma));
    }

    /// <summary>Applies the op; a fourth channel (alpha) stays as it is.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="gamma">Greater than 0; below 1 brightens.</param>
    /// <param name="gain">Finite, at least 0.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or a value is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, double gamma, double gain, Span<byte> destination)
    {
        Span<byte> table = stackalloc byte[256];
        Table(gamma, gain, table);
        LookupKernel.Apply(source, shape, table, destination);
    }
}
