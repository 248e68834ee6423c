using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Contrast-limited adaptive histogram equalisation as scikit-image's <c>equalize_adapthist</c> defines it, of HSV's value where there are colours; <see cref="Clahe"/> is OpenCV's.</summary>
public sealed record ClaheSkImage : PixelOp
{
    /// <summary>The most of a tile's pixels that may be in one bin, 0 (no limit) to 1.</summary>
    public DrawRange ClipLimit { get; init => field = value.Within(0, 1); } = .01;

    /// <summary>The width of a tile in pixels, at most the picture's; 0 for an eighth of the picture.</summary>
    public int TileWidth { get; init => field = Limits.Within(value, 0, 65535); }

    /// <summary>The height of a tile in pixels, at most the picture's; 0 for an eighth of the picture.</summary>
    public int TileHeight { get; init => field = Limits.Within(value, 0, 65535); }

    /// <inheritdoc/>
    public override bool IsRandom => !ClipLimit.IsFixed;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        if (TileWidth > image.Shape.Width || TileHeight > image.Shape.Height)
            throw new InvalidOperationException($"ClaheSkImage has tiles of {TileWidth} x {TileHeight} pixels, and the picture has {image.Shape.Width} x {image.Shape.Height}: choose smaller tiles, or 0 for an eighth of the picture.");
        return draws.Act<Act>().Set(ClipLimit.Draw(draws), TileWidth, TileHeight);
    }

    private sealed class Act : SampleAct
    {
        private double _clipLimit;
        private int _tileWidth;
        private int _tileHeight;

        public Act Set(double clipLimit, int tileWidth, int tileHeight)
        {
            (_clipLimit, _tileWidth, _tileHeight) = (clipLimit, tileWidth, tileHeight);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            ClaheSkImageKernel.Apply(source, shape, _clipLimit, _tileWidth, _tileHeight, destination);
    }
}
