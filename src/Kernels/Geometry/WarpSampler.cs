using System.Runtime.CompilerServices;

namespace DeepRecipes.Kernels;

/// <summary>How one interpolation makes a pixel out of those around a place.</summary>
internal interface IWarpTaps
{
    /// <summary>Places whose taps all lie in the picture.</summary>
    PlaceWindow Inside { get; }

    /// <summary>Places of which at least one tap lies in the picture.</summary>
    PlaceWindow Touching { get; }

    /// <summary>The fixed-point unit of places where these taps may be read at mirrored places; 0 where they may not.</summary>
    int FoldUnit { get; }

    /// <summary>Pixels at places inside. More of the row than they take may be written, but not more than there is: what is to the right comes later.</summary>
    void Run(ReadOnlySpan<int> xs, ReadOnlySpan<int> ys, Span<byte> row);

    /// <summary>The pixel at any place.</summary>
    uint Pixel(int x, int y);
}

/// <summary>
/// Reads a picture at places between its pixels: the loop every warp shares. Places come in fixed point with 5 fractional bits (nearest: whole pixels). A row falls into runs: inside the picture,
/// where no pixel is tested; wholly beyond it, which is filled
/// or read at places mirrored inside; and the seam between.
/// </summary>
internal readonly ref struct WarpSampler(ReadOnlySpan<byte> source, ImageShape shape, Border border)
{
    public const int FractionBits = 5, FractionSize = 1 << FractionBits, FractionMask = FractionSize - 1;

    private readonly WarpSource _source = new(source, shape, border);

    /// <summary>One row of the target; the places may be changed.</summary>
    public void Row(WarpInterpolation interpolation, Span<int> xs, Span<int> ys, Span<byte> row)
    {
        switch (interpolation)
        {
            case WarpInterpolation.Nearest: Row(new NearestTaps(_source), xs, ys, row); break;
            case WarpInterpolation.Bilinear: Row(new BilinearTaps(_source), xs, ys, row); break;
            default: Row(new BicubicTaps(_source), xs, ys, row); break;
        }
    }

    // Kept out of its callers: in one large method the loops over pixels lose their registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Row<TTaps>(TTaps taps, Span<int> xs, Span<int> ys, Span<byte> row)
        where TTaps : IWarpTaps, allows ref struct
    {
        int channels = _source.Shape.Channels;
        PlaceWindow inside = taps.Inside, touching = taps.Touching;
        bool fills = _source.Border.Mode == BorderMode.Constant, folds = !fills && taps.FoldUnit > 0;
        for (int i = 0, end; i < xs.Length; i = end)
        {
            end = inside.End(xs, ys, i, true);
            if (end > i)
            {
                taps.Run(xs[i..end], ys[i..end], row[(i * channels)..]);
                continue;
            }

            if (folds)
            {
                PlaceFold.Run(xs[i..], (_source.Shape.Width - 1) * taps.FoldUnit, _source.Border.Mode);
                PlaceFold.Run(ys[i..], (_source.Shape.Height - 1) * taps.FoldUnit, _source.Border.Mode);
                folds = false;
                continue;
            }

            if (fills)
            {
                end = touching.End(xs, ys, i, false);
                Fill(row[(i * channels)..(end * channels)]);
                i = end;
            }

            end = inside.End(xs, ys, i, false);
            if (fills)
                end = Math.Min(end, touching.End(xs, ys, i, true));
            for (; i < end; i++)
                WarpSource.Put(taps.Pixel(xs[i], ys[i]), row.Slice(i * channels, channels));
        }
    }

    // One pixel, then what is there already again and again.
    private void Fill(Span<byte> pixels)
    {
        if (pixels.IsEmpty)
            return;
        int done = _source.Shape.Channels;
        WarpSource.Put(_source.Border.Packed, pixels[..done]);
        for (; done < pixels.Length; done *= 2)
            pixels[..Math.Min(done, pixels.Length - done)].CopyTo(pixels[done..]);
    }
}
