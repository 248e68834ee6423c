using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Each pixel looks at its own place of the picture. Elastic and grid distortions are this. The maps are kept with the act and used again.</summary>
internal sealed class RemapAct : GeometricAct
{
    private float[] _mapX = [];
    private float[] _mapY = [];
    private int _pixels;
    private WarpSampling _sampling;

    public override bool Mirrors => false;

    public override bool KeepsLines => false;

    /// <summary>Where each pixel's column is written by whoever sets the act.</summary>
    public Span<float> MapX => _mapX.AsSpan(0, _pixels);

    /// <summary>Where each pixel's row is written.</summary>
    public Span<float> MapY => _mapY.AsSpan(0, _pixels);

    /// <summary>Makes room for the maps of a picture.</summary>
    public RemapAct Set(ImageShape image, WarpSampling sampling)
    {
        (_sampling, _pixels) = (sampling, image.Width * image.Height);
        if (_mapX.Length < _pixels)
            (_mapX, _mapY) = (new float[_pixels], new float[_pixels]);
        return this;
    }

    public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
        RemapKernel.Apply(source, shape, MapX, MapY, _sampling.OfImage(shape.Width, shape.Height), destination);

    public override void Mask(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
        RemapKernel.Apply(source, shape, MapX, MapY, _sampling.OfMask(shape.Width, shape.Height), destination);

    public override Place Move(Place place, ImageShape image)
    {
        var (x, y) = DisplacementKernel.MapPoint(MapX, MapY, image.Width, place.X - .5, place.Y - .5);
        return new(x + .5, y + .5);
    }
}
