namespace DeepRecipes.Kernels;

/// <summary>Logarithmic tone curve, for pictures too dark in the shadows.</summary>
public static class LogKernel
{
    /// <summary>The factor that maps 255 to 255: <c>255 / ln 256</c>.</summary>
    public static double FullRange => 255 / Math.Log(256);

    /// <summary><c>c * ln(1 + v)</c>, rounded and saturated, as a table of 256 bytes.</summary>
    /// <param name="c">Finite, at least 0; <see cref="FullRange"/> keeps white white.</param>
    /// <param name="table">256 bytes, filled.</param>
    /// <exception cref="ArgumentException"><paramref name="table"/> has not 256 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="c"/> is out of its range.</exception>
    public static void Table(double c, Span<byte> table)
    {
        Ensure.InRange(c, 0, double.MaxValue);
        Ensure.Length(table.Length, 256, nameof(table));
        for (int v = 0; v < 256; v++)
            table[v] = Saturate.ToByte(c * Math.Log(1 + v));
    }

    /// <summary>scikit-image's <c>adjust_log</c>: <c>255 gain log2(1 + v / 255)</c> or its inverse <c>255 gain (2^(v / 255) - 1)</c>, truncated (not rounded) as there; saturated where it would wrap around there.</summary>
    /// <param name="gain">Finite, at least 0.</param>
    /// <param name="inverse">The inverse curve.</param>
    /// <param name="table">256 bytes, filled.</param>
    /// <exception cref="ArgumentException"><paramref name="table"/> has not 256 bytes.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="gain"/> is out of its range.</exception>
    public static void TableSkImage(double gain, bool inverse, Span<byte> table)
    {
        Ensure.InRange(gain, 0, double.MaxValue);
        Ensure.Length(table.Length, 256, nameof(table));
        for (int v = 0; v < 256; v++)
        {
            double value = inverse ? (Math.Pow(2, v / 255.0) - 1) * 255 * gain : Math.Log2(1 + (v / 255.0)) * 255 * gain;
            table[v] = Saturate.ToByte(Math.Floor(value));
        }
    }

    /// <summary>Applies <c>c * ln(1 + v)</c>; a fourth channel (alpha) stays as it is.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="c">Finite, at least 0.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or <paramref name="c"/> is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, double c, Span<byte> destination)
    {
        Span<byte> table = stackalloc byte[256];
        Table(c, table);
        LookupKernel.Apply(source, shape, table, destination);
    }
}
