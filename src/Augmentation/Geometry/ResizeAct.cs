using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>A part of the picture, resized into a window of a new one. Resizes, letterboxes and resized crops are this.</summary>
internal sealed class ResizeAct : GeometricAct
{
    private int _left;
    private int _top;
    private ImageShape _part;
    private LetterboxPlacement _placement;
    private ResizeInterpolation _interpolation;
    private Filling _filling;

    public override bool Mirrors => false;

    /// <summary>Sets the part by its first column and row, where it goes, and how.</summary>
    public ResizeAct Set(int left, int top, in LetterboxPlacement placement, ResizeInterpolation interpolation, Filling filling)
    {
        (_left, _top, _placement, _interpolation, _filling) = (left, top, placement, interpolation, filling);
        _part = new(placement.SourceWidth, placement.SourceHeight, 1);
        return this;
    }

    public override ImageShape OutputShape(ImageShape image) => new(_placement.TargetWidth, _placement.TargetHeight, image.Channels);

    public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
        Run(source, shape, _interpolation, _filling.Image(stackalloc byte[4])[..shape.Channels], destination);

    public override void Mask(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => Run(source, shape, ResizeInterpolation.Nearest, [_filling.OfMask], destination);

    public override Place Move(Place place, ImageShape image) => new(
        ((place.X - _left) * _placement.ScaleX) + _placement.Left,
        ((place.Y - _top) * _placement.ScaleY) + _placement.Top);

    // What the crop left out does not come back in the bars of a letterbox.
    public override bool Shows(Place place, ImageShape image) => new Place(place.X - _left, place.Y - _top).IsIn(_part);

    public override Area Window(ImageShape image) => new(_placement.Left, _placement.Top, _placement.Left + _placement.Width, _placement.Top + _placement.Height);

    private void Run(ReadOnlySpan<byte> source, ImageShape shape, ResizeInterpolation interpolation, ReadOnlySpan<byte> fill, Span<byte> destination)
    {
        var part = _part with { Channels = shape.Channels };
        if (part == shape)
        {
            Resized(source, part, interpolation, fill, destination);
            return;
        }
        using var room = new Pooled<byte>(part.Length);
        PixelWindow.Copy(source, shape, _left, _top, part, fill, room.Span);
        Resized(room.Span, part, interpolation, fill, destination);
    }

    private void Resized(ReadOnlySpan<byte> part, ImageShape shape, ResizeInterpolation interpolation, ReadOnlySpan<byte> fill, Span<byte> destination)
    {
        var target = new ImageShape(_placement.Width, _placement.Height, shape.Channels);
        if (target.Width == _placement.TargetWidth && target.Height == _placement.TargetHeight)
        {
            ResizeKernel.Apply(part, shape, interpolation, target.Width, target.Height, destination);
            return;
        }
        if (interpolation == ResizeInterpolation.Bilinear)
        {
            LetterboxKernel.ToBytes(part, shape, _placement, fill, destination);
            return;
        }
        using var room = new Pooled<byte>(target.Length);
        ResizeKernel.Apply(part, shape, interpolation, target.Width, target.Height, room.Span);
        PixelWindow.Copy(room.Span, target, -_placement.Left, -_placement.Top, OutputShape(shape), fill, destination);
    }
}
