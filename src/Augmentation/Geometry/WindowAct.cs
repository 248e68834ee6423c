using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Looks at the picture through a window: what lies in it is copied, and where it reaches beyond the picture there is filling. Crops and paddings are this.</summary>
internal sealed class WindowAct : GeometricAct
{
    private int _left;
    private int _top;
    private int _width;
    private int _height;
    private Filling _filling;

    public override bool Mirrors => false;

    /// <summary>Sets the window: its first column and row in the picture (negative where it begins outside), its size, and what is around the picture.</summary>
    public WindowAct Set(int left, int top, int width, int height, Filling filling)
    {
        (_left, _top, _width, _height, _filling) = (left, top, width, height, filling);
        return this;
    }

    public override ImageShape OutputShape(ImageShape image) => new(_width, _height, image.Channels);

    public override void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => Copy(source, shape, _filling.Image(stackalloc byte[4])[..shape.Channels], destination);

    public override void Mask(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => Copy(source, shape, [_filling.OfMask], destination);

    public override Place Move(Place place, ImageShape image) => new(place.X - _left, place.Y - _top);

    private void Copy(ReadOnlySpan<byte> source, ImageShape shape, ReadOnlySpan<byte> fill, Span<byte> destination) =>
        PixelWindow.Copy(source, shape, _left, _top, new(_width, _height, shape.Channels), fill, destination);
}
