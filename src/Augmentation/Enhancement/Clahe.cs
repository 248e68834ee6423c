using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Contrast-limited adaptive histogram equalisation, OpenCV's <c>createCLAHE</c>: of the lightness of L*a*b*, which keeps colours, or of each channel.</summary>
public sealed record Clahe : PixelOp
{
    /// <summary>How much steeper than a flat histogram's a part may become, 0 (no limit) to 1000; OpenCV's default of 40 is strong.</summary>
    public DrawRange ClipLimit { get; init => field = value.Within(0, 1000); } = 4;

    /// <summary>Tiles across, 1 to 64.</summary>
    public int TilesX { get; init => field = Limits.Within(value, 1, 64); } = 8;

    /// <summary>Tiles down, 1 to 64.</summary>
    public int TilesY { get; init => field = Limits.Within(value, 1, 64); } = 8;

    /// <summary>Each channel by itself, which changes colours.</summary>
    public bool PerChannel { get; init; }

    /// <inheritdoc/>
    public override bool IsRandom => !ClipLimit.IsFixed;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(ClipLimit.Draw(draws), TilesX, TilesY, PerChannel, image.Order);
    }

    private sealed class Act : SampleAct
    {
        private double _clipLimit;
        private int _tilesX;
        private int _tilesY;
        private bool _perChannel;
        private ChannelOrder _order;

        public Act Set(double clipLimit, int tilesX, int tilesY, bool perChannel, ChannelOrder order)
        {
            (_clipLimit, _tilesX, _tilesY, _perChannel, _order) = (clipLimit, tilesX, tilesY, perChannel, order);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
        {
            var options = new ClaheOptions(_clipLimit, _tilesX, _tilesY);
            if (_perChannel || shape.Channels < 3)
                ClaheKernel.PerChannel(source, shape, options, destination);
            else
                ClaheKernel.Lightness(source, shape, _order, options, destination);
        }
    }
}
