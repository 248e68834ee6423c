using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Shows the picture as if seen from the side: each corner is drawn inwards by its own part of the half sides.</summary>
public sealed record Perspective : WarpOp
{
    /// <summary>How far a corner may come inwards, as a share of half the width and of half the height, 0 to 0.9; torchvision's distortion scale, 0.5 by default.</summary>
    public double Strength { get; init => field = Limits.Within(value, 0, .9); } = .5;

    /// <inheritdoc/>
    public override bool IsRandom => Strength > 0;

    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => before;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var (width, height) = (image.Shape.Width, image.Shape.Height);
        // Edges, not centres: so a picture of one row or column has corners too.
        ReadOnlySpan<(double X, double Y)> from = [(-.5, -.5), (width - .5, -.5), (width - .5, height - .5), (-.5, height - .5)];
        Span<(double X, double Y)> to = stackalloc (double, double)[4];
        var inwards = new DrawRange(0, Strength);
        for (var i = 0; i < to.Length; i++)
        {
            double x = inwards.Draw(draws) * width / 2, y = inwards.Draw(draws) * height / 2;
            to[i] = (from[i].X + (i is 0 or 3 ? x : -x), from[i].Y + (i < 2 ? y : -y));
        }
        return draws.Act<Act>().Set(PerspectiveTransform.FromPoints(from, to), Sampling);
    }

    private sealed class Act : GeometricAct
    {
        private PerspectiveTransform _transform;
        private WarpSampling _sampling;

        public override bool Mirrors => false;

        public Act Set(in PerspectiveTransform transform, WarpSampling sampling)
        {
            (_transform, _sampling) = (transform, sampling);
            return this;
        }

        public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            PerspectiveWarpKernel.Apply(source, shape, _transform, _sampling.OfImage(shape.Width, shape.Height), destination);

        public override void Mask(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
            PerspectiveWarpKernel.Apply(source, shape, _transform, _sampling.OfMask(shape.Width, shape.Height), destination);

        public override Place Move(Place place, ImageShape image)
        {
            var (x, y) = _transform.Map(place.X - .5, place.Y - .5);
            return new(x + .5, y + .5);
        }
    }
}
