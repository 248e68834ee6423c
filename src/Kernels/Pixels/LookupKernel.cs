namespace DeepRecipes.Kernels;

/// <summary>
/// Applies a table of 256 bytes to every sample. All point ops (gamma, log, brightness, posterise ...) are tables; a chain of them is one (<see cref="Compose"/>), and costs one pass.
/// </summary>
public static class LookupKernel
{
    /// <summary>Applies one table; the fourth channel of a 4-channel image (alpha) stays as it is.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="table">256 bytes.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shape"/> is not a proper one.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, ReadOnlySpan<byte> table, Span<byte> destination)
    {
        Ensure.InPlace(source, shape, destination);
        Ensure.Length(table.Length, 256, nameof(table));
        if (shape.Channels < 4)
        {
            LookupDriver.Run(source, table, destination);
            return;
        }

        Span<byte> four = stackalloc byte[1024];
        table.CopyTo(four);
        table.CopyTo(four[256..]);
        table.CopyTo(four[512..]);
        Identity(four[768..]);
        LookupDriver.RunPerChannel(source, 4, four, destination);
    }

    /// <summary>Applies a table of its own to each channel.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="tables">256 bytes a channel, one table after the other; of a 4-channel image three or four (without a fourth, alpha stays).</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shape"/> is not a proper one.</exception>
    public static void ApplyPerChannel(ReadOnlySpan<byte> source, ImageShape shape, ReadOnlySpan<byte> tables, Span<byte> destination)
    {
        Ensure.InPlace(source, shape, destination);
        if (shape.Channels == 4 && tables.Length == 768)
        {
            Span<byte> four = stackalloc byte[1024];
            tables.CopyTo(four);
            Identity(four[768..]);
            LookupDriver.RunPerChannel(source, 4, four, destination);
            return;
        }

        Ensure.Length(tables.Length, 256 * shape.Channels, nameof(tables));
        LookupDriver.RunPerChannel(source, shape.Channels, tables, destination);
    }

    /// <summary>The table of "first this, then that".</summary>
    /// <param name="first">256 bytes.</param>
    /// <param name="second">256 bytes.</param>
    /// <param name="result">256 bytes; may be <paramref name="first"/>.</param>
    /// <exception cref="ArgumentException">A table has not 256 bytes.</exception>
    public static void Compose(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> result)
    {
        Ensure.Length(first.Length, 256, nameof(first));
        Ensure.Length(second.Length, 256, nameof(second));
        Ensure.Length(result.Length, 256, nameof(result));
        for (int i = 0; i < 256; i++)
            result[i] = second[first[i]];
    }

    private static void Identity(Span<byte> table)
    {
        for (int i = 0; i < 256; i++)
            table[i] = (byte)i;
    }
}
