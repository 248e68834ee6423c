using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Moves by an affine map on pixel centres. Rotations and their like are this.</summary>
internal sealed class AffineAct : GeometricAct
{
    private AffineTransform _transform;
    private int _width;
    private int _height;
    private WarpSampling _sampling;

    public override bool Mirrors => _transform.Mirrors;

    /// <summary>Sets the map, the size of the result, and how the picture is sampled.</summary>
    public AffineAct Set(in AffineTransform transform, int width, int height, WarpSampling sampling)
    {
        (_transform, _width, _height, _sampling) = (transform, width, height, sampling);
        return this;
    }

    public override ImageShape OutputShape(ImageShape image) => new(_width, _height, image.Channels);

    public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
        AffineWarpKernel.Apply(source, shape, _transform, _sampling.OfImage(_width, _height), destination);

    public override void Mask(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
        AffineWarpKernel.Apply(source, shape, _transform, _sampling.OfMask(_width, _height), destination);

    public override Place Move(Place place, ImageShape image)
    {
        var (x, y) = _transform.Map(place.X - .5, place.Y - .5);
        return new(x + .5, y + .5);
    }
}
