using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Shrinks the picture and stretches it back, so that it looks taken from further away.</summary>
public sealed record Downscale : PixelOp
{
    /// <summary>The size in between as a share of each side, 0.01 to 1.</summary>
    public DrawRange Scale { get; init => field = value.Within(.01, 1); } = .5;

    /// <summary>How it is stretched back; shrunk it is by area.</summary>
    public ResizeInterpolation Interpolation { get; init => field = Limits.Known(value); } = ResizeInterpolation.Nearest;

    /// <inheritdoc/>
    public override bool IsRandom => !Scale.IsFixed;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return draws.Act<Act>().Set(Scale.Draw(draws), Interpolation);
    }

    private sealed class Act : SampleAct
    {
        private double _scale;
        private ResizeInterpolation _interpolation;

        public Act Set(double scale, ResizeInterpolation interpolation)
        {
            (_scale, _interpolation) = (scale, interpolation);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
        {
            var small = new ImageShape(Math.Max(1, (int)Math.Round(shape.Width * _scale)), Math.Max(1, (int)Math.Round(shape.Height * _scale)), shape.Channels);
            using var room = new Pooled<byte>(small.Length);
            ResizeKernel.Area(source, shape, small.Width, small.Height, room.Span);
            ResizeKernel.Apply(room.Span, small, _interpolation, shape.Width, shape.Height, destination);
        }
    }
}
