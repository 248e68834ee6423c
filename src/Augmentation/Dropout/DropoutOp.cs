using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>An op that covers rectangles of the picture. Boxes stay; the mask is covered, and covered keypoints lose their visibility, where asked.</summary>
public abstract record DropoutOp : PixelOp
{
    /// <summary>The level of the covered parts in all colours, 0 to 255; alpha is opaque there. 0 by default.</summary>
    public int Fill { get; init => field = Limits.Within(value, 0, 255); }

    /// <summary>The class of the covered parts in the mask, 0 to 255; null leaves the mask as it is.</summary>
    public int? MaskFill { get; init => field = value is { } id ? Limits.Within(id, 0, 255) : null; }

    /// <summary>Keypoints in covered parts get visibility 0.</summary>
    public bool HidesKeypoints { get; init; }

    private protected DropoutAct Cover(Draws draws) => draws.Act<DropoutAct>().Begin(Filling.Of(Fill, MaskFill ?? 0), MaskFill is not null, HidesKeypoints);
}

/// <summary>Rectangles of a picture, covered.</summary>
internal sealed class DropoutAct : GeometricAct
{
    private readonly List<PixelRectangle> _holes = [];
    private Filling _filling;
    private bool _fillsMask;
    private bool _hides;
    private CounterRandom? _noise;

    public override bool Mirrors => false;

    public DropoutAct Begin(Filling filling, bool fillsMask, bool hides)
    {
        _holes.Clear();
        (_filling, _fillsMask, _hides, _noise) = (filling, fillsMask, hides, null);
        return this;
    }

    /// <summary>Covers a rectangle more; what lies outside the picture is cut off.</summary>
    public DropoutAct Add(PixelRectangle hole)
    {
        _holes.Add(hole);
        return this;
    }

    /// <summary>Fills with noise.</summary>
    public DropoutAct WithNoise(CounterRandom random)
    {
        _noise = random;
        return this;
    }

    public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
    {
        if (_noise is { } random)
        {
            source.CopyTo(destination);
            for (var i = 0; i < _holes.Count; i++)
                CoarseDropoutKernel.EraseWithNoise(destination[..shape.Length], shape, _holes[i], random, (uint)i);
            return;
        }
        Cover(source, shape, _filling.Image(stackalloc byte[4])[..shape.Channels], destination);
    }

    public override void Mask(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
    {
        if (_fillsMask)
            Cover(source, shape, [_filling.OfMask], destination);
        else
            source.CopyTo(destination);
    }

    public override Place Move(Place place, ImageShape image) => place;

    public override bool Shows(Place place, ImageShape image) =>
        place.IsIn(image) && !(_hides && _holes.Exists(hole => place.X >= hole.X && place.X < hole.X + hole.Width && place.Y >= hole.Y && place.Y < hole.Y + hole.Height));

    private void Cover(ReadOnlySpan<byte> source, ImageShape shape, ReadOnlySpan<byte> colour, Span<byte> destination) =>
        CoarseDropoutKernel.Apply(source, shape, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_holes), colour, destination);
}
