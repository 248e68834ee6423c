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

/// <summary>An act that moves pixels to other places, and so moves mask, keypoints and boxes by the same map.</summary>
public abstract class GeometricAct : SampleAct
{
    /// <summary>Whether the map turns right into left, so that paired keypoints and classes must change places.</summary>
    public abstract bool Mirrors { get; }

    /// <summary>Writes the mask after the act: class ids are never mixed, whatever interpolation the picture gets.</summary>
    /// <param name="source">One class id a pixel.</param>
    /// <param name="shape">Its shape, with one channel.</param>
    /// <param name="destination">Room for the output shape with one channel.</param>
    public abstract void Mask(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination);

    /// <summary>Where a place of the picture goes, in continuous coordinates: the centre of pixel (0, 0) is at (0.5, 0.5).</summary>
    /// <param name="place">The place before.</param>
    /// <param name="image">The shape of the picture before.</param>
    public abstract Place Move(Place place, ImageShape image);
}

/// <summary>A place in a picture in continuous coordinates: the pixel (0, 0) covers [0, 1) x [0, 1).</summary>
/// <param name="X">From the left edge, in pixels.</param>
/// <param name="Y">From the top edge, in pixels.</param>
public readonly record struct Place(double X, double Y);
