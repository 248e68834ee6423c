using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Each pixel looks at its own place of the picture. Elastic and grid distortions are this. The maps are kept with the act and used again.</summary>
internal sealed class RemapAct : GeometricAct
{
    private float[] _mapX = [];
    private float[] _mapY = [];
    private WarpSampling _sampling;

    public override bool Mirrors => false;

    public override bool KeepsLines => false;

    /// <summary>Where each pixel's column is written by whoever sets the act.</summary>
    public Span<float> MapX => _mapX;

    /// <summary>Where each pixel's row is written.</summary>
    public Span<float> MapY => _mapY;

    /// <summary>Makes room for the maps of a picture.</summary>
    public RemapAct Set(ImageShape image, WarpSampling sampling)
    {
        _sampling = sampling;
        if (_mapX.Length != image.Width * image.Height)
            (_mapX, _mapY) = (new float[image.Width * image.Height], new float[image.Width * image.Height]);
        return this;
    }

    public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
        RemapKernel.Apply(source, shape, _mapX, _mapY, _sampling.OfImage(shape.Width, shape.Height), destination);

    public override void Mask(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
        RemapKernel.Apply(source, shape, _mapX, _mapY, _sampling.OfMask(shape.Width, shape.Height), destination);

    public override Place Move(Place place, ImageShape image)
    {
        var (x, y) = DisplacementKernel.MapPoint(_mapX, _mapY, image.Width, place.X - .5, place.Y - .5);
        return new(x + .5, y + .5);
    }
}
