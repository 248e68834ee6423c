using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>An op with everything drawn: what is done to one picture of a known shape. It changes pixels only, unless it is a <see cref="GeometricAct"/>.</summary>
public abstract class SampleAct
{
    /// <summary>The shape of the picture after the act.</summary>
    /// <param name="image">The shape before it.</param>
    public virtual ImageShape OutputShape(ImageShape image) => image;

    /// <summary>Writes the picture after the act.</summary>
    /// <param name="source">The picture, interleaved; it is not changed.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="destination">Room for <see cref="OutputShape"/>; must not overlap <paramref name="source"/>.</param>
    public abstract void Image(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination);
}

/// <summary>An act that moves pixels to other places or takes some away, and so changes mask, keypoints and boxes by the same map.</summary>
public abstract class GeometricAct : SampleAct
{
    /// <summary>Whether the map turns right into left, so that paired keypoints and classes must change places.</summary>
    public abstract bool Mirrors { get; }

    /// <summary>Whether straight lines stay straight, so that a box is where its corners are.</summary>
    public virtual bool KeepsLines => true;

    /// <summary>Writes the mask after the act: class ids are never mixed, whatever interpolation the picture gets.</summary>
    /// <param name="source">One class id a pixel.</param>
    /// <param name="shape">Its shape, with one channel.</param>
    /// <param name="destination">Room for the output shape with one channel; must not overlap <paramref name="source"/>.</param>
    public abstract void Mask(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination);

    /// <summary>Where a place of the picture goes, in continuous coordinates: the centre of pixel (0, 0) is at (0.5, 0.5).</summary>
    /// <param name="place">The place before.</param>
    /// <param name="image">The shape of the picture before.</param>
    public abstract Place Move(Place place, ImageShape image);

    /// <summary>Whether a place of the picture can be seen after the act: it lies in the picture (its edges count), and nothing of it was cut away in between.</summary>
    /// <param name="place">The place before.</param>
    /// <param name="image">The shape of the picture before.</param>
    public virtual bool Shows(Place place, ImageShape image) => Move(place, image).IsIn(OutputShape(image));

    /// <summary>The part of the picture after the act that may show something of the picture before; around it there is only filling.</summary>
    /// <param name="image">The shape of the picture before.</param>
    public virtual Area Window(ImageShape image) =>
        Hull(new(0, 0, image.Width, image.Height), image).Cut(Area.Of(OutputShape(image)));

    /// <summary>The upright hull of a moved area. Where lines bend, places along the edges count too.</summary>
    internal Area Hull(Area area, ImageShape image)
    {
        var hull = Area.None;
        var parts = KeepsLines ? 1 : 16;
        for (var i = 0; i < parts; i++)
        {
            double x = area.X1 + ((area.X2 - area.X1) * i / parts), y = area.Y1 + ((area.Y2 - area.Y1) * i / parts);
            double backX = area.X1 + area.X2 - x, backY = area.Y1 + area.Y2 - y;
            hull = hull.With(Move(new(x, area.Y1), image)).With(Move(new(area.X2, y), image)).With(Move(new(backX, area.Y2), image)).With(Move(new(area.X1, backY), image));
        }
        return hull;
    }
}

/// <summary>A place in a picture in continuous coordinates: the pixel (0, 0) covers [0, 1) x [0, 1).</summary>
/// <param name="X">From the left edge, in pixels.</param>
/// <param name="Y">From the top edge, in pixels.</param>
public readonly record struct Place(double X, double Y)
{
    /// <summary>Whether it lies in a picture or on its edges.</summary>
    /// <param name="image">The shape of the picture.</param>
    public bool IsIn(ImageShape image) => X >= 0 && X <= image.Width && Y >= 0 && Y <= image.Height;
}

/// <summary>An upright part of a picture with continuous edges.</summary>
/// <param name="X1">Left edge.</param>
/// <param name="Y1">Top edge.</param>
/// <param name="X2">Right edge.</param>
/// <param name="Y2">Bottom edge.</param>
public readonly record struct Area(double X1, double Y1, double X2, double Y2)
{
    /// <summary>An area that holds no place yet.</summary>
    internal static Area None { get; } = new(double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);

    /// <summary>Width times height; 0 when there is nothing in it.</summary>
    public double Size => Math.Max(X2 - X1, 0) * Math.Max(Y2 - Y1, 0);

    /// <summary>The whole of a picture.</summary>
    internal static Area Of(ImageShape image) => new(0, 0, image.Width, image.Height);

    /// <summary>The same edges as a box.</summary>
    internal static Area Of(Box box) => new(box.X1, box.Y1, box.X2, box.Y2);

    /// <summary>The part that both have.</summary>
    internal Area Cut(Area other) => new(Math.Max(X1, other.X1), Math.Max(Y1, other.Y1), Math.Min(X2, other.X2), Math.Min(Y2, other.Y2));

    /// <summary>The smallest area with a place more.</summary>
    internal Area With(Place place) => new(Math.Min(X1, place.X), Math.Min(Y1, place.Y), Math.Max(X2, place.X), Math.Max(Y2, place.Y));

    /// <summary>The nearest box in single precision.</summary>
    internal Box ToBox() => new((float)X1, (float)Y1, (float)X2, (float)Y2);
}
