using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>Options of a GridMask.</summary>
/// <param name="Unit">The grid's period in pixels, at least 2.</param>
/// <param name="Hole">Side of the covered square in each unit, 1 to <paramref name="Unit"/>.</param>
/// <param name="OffsetX">Columns by which the grid is shifted to the left, 0 to <paramref name="Unit"/> - 1.</param>
/// <param name="OffsetY">Rows by which the grid is shifted up.</param>
public readonly record struct GridMaskOptions(int Unit, int Hole, int OffsetX = 0, int OffsetY = 0);

/// <summary>Covers a grid of squares (Chen et al., "GridMask data augmentation", 2020; without its rotation).</summary>
public static class GridMaskKernel
{
    /// <summary>Covers the grid with a colour.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The image's shape.</param>
    /// <param name="options">Period, hole and offsets.</param>
    /// <param name="colour">One byte a channel.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or an option is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, GridMaskOptions options, ReadOnlySpan<byte> colour, Span<byte> destination)
    {
        Ensure.InPlace(source, shape, destination);
        Ensure.Length(colour.Length, shape.Channels, nameof(colour));
        Ensure.InRange(options.Unit, 2, int.MaxValue / 4, "options.Unit");
        Ensure.InRange(options.Hole, 1, options.Unit, "options.Hole");
        Ensure.InRange(options.OffsetX, 0, options.Unit - 1, "options.OffsetX");
        Ensure.InRange(options.OffsetY, 0, options.Unit - 1, "options.OffsetY");
        // What stays of a row with holes, and the colour in them: the same for all such rows.
        using var pooled = new Pooled<byte>(2 * shape.Stride);
        Span<byte> kept = pooled.Span[..shape.Stride], filled = pooled.Span[shape.Stride..];
        kept.Fill(0xFF);
        filled.Clear();
        for (int x = -options.OffsetX; x < shape.Width; x += options.Unit)
        {
            int from = Math.Max(x, 0) * shape.Channels, until = Math.Min(x + options.Hole, shape.Width) * shape.Channels;
            if (until <= from)
                continue;
            kept[from..until].Clear();
            Rectangles.FillPixels(filled[from..until], colour);
        }

        for (int y = 0; y < shape.Height; y++)
        {
            ReadOnlySpan<byte> row = source.Slice(y * shape.Stride, shape.Stride);
            Span<byte> to = destination.Slice(y * shape.Stride, shape.Stride);
            if ((y + options.OffsetY) % options.Unit < options.Hole)
                Cover(row, kept, filled, to);
            else
                row.CopyTo(to);
        }
    }

    private static void Cover(ReadOnlySpan<byte> row, ReadOnlySpan<byte> kept, ReadOnlySpan<byte> filled, Span<byte> to)
    {
        ref byte s = ref MemoryMarshal.GetReference(row), k = ref MemoryMarshal.GetReference(kept), f = ref MemoryMarshal.GetReference(filled), d = ref MemoryMarshal.GetReference(to);
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            for (; i <= row.Length - 64; i += 64)
                ((Vector512.LoadUnsafe(ref s, (nuint)i) & Vector512.LoadUnsafe(ref k, (nuint)i)) | Vector512.LoadUnsafe(ref f, (nuint)i)).StoreUnsafe(ref d, (nuint)i);
        }

        for (; i < row.Length; i++)
            to[i] = (byte)((row[i] & kept[i]) | filled[i]);
    }
}
