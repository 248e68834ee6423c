using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>Moves an image or mask by one of the eight symmetries of the square, exactly: no pixel value changes.</summary>
public static class SquareSymmetryKernel
{
    /// <summary>The shape after the symmetry: quarter turns and diagonal mirrors change width and height.</summary>
    /// <param name="shape">The source's shape.</param>
    /// <param name="symmetry">What is done.</param>
    public static ImageShape OutputShape(ImageShape shape, SquareSymmetry symmetry) =>
        SwapsAxes(symmetry) ? new ImageShape(shape.Height, shape.Width, shape.Channels) : shape;

    /// <summary>True where width and height change places.</summary>
    /// <param name="symmetry">One of the eight.</param>
    public static bool SwapsAxes(SquareSymmetry symmetry) =>
        symmetry is SquareSymmetry.Rotate90 or SquareSymmetry.Rotate270 or SquareSymmetry.Transpose or SquareSymmetry.Transverse;

    /// <summary>True where left becomes right: keypoint labels and mask classes with sides must be permuted.</summary>
    /// <param name="symmetry">One of the eight.</param>
    public static bool Mirrors(SquareSymmetry symmetry) => symmetry >= SquareSymmetry.FlipHorizontal;

    /// <summary>The symmetry that undoes this one.</summary>
    /// <param name="symmetry">One of the eight.</param>
    public static SquareSymmetry Inverse(SquareSymmetry symmetry) => symmetry switch
    {
        SquareSymmetry.Rotate90 => SquareSymmetry.Rotate270,
        SquareSymmetry.Rotate270 => SquareSymmetry.Rotate90,
        _ => symmetry,
    };

    /// <summary>Writes the moved image.</summary>
    /// <typeparam name="T">The type of a sample.</typeparam>
    /// <param name="source">The image, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">The source's shape.</param>
    /// <param name="symmetry">One of the eight.</param>
    /// <param name="destination">At least as long as the source, of <see cref="OutputShape"/>; must not overlap it.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shape"/> or <paramref name="symmetry"/> is not a proper one.</exception>
    public static void Apply<T>(ReadOnlySpan<T> source, ImageShape shape, SquareSymmetry symmetry, Span<T> destination)
        where T : unmanaged
    {
        Ensure.Shape(shape);
        Ensure.InRange((int)symmetry, (int)SquareSymmetry.Identity, (int)SquareSymmetry.Transverse, nameof(symmetry));
        Ensure.Length(source.Length, shape.Length, nameof(source));
        Ensure.Room(destination.Length, shape.Length, nameof(destination));
        Ensure.Apart<T>(source, destination);

        switch (symmetry)
        {
            case SquareSymmetry.Identity:
                source.CopyTo(destination);
                break;
            case SquareSymmetry.FlipHorizontal:
                FlipKernel.Horizontal(source, shape, destination);
                break;
            case SquareSymmetry.FlipVertical:
                FlipKernel.Vertical(source, shape, destination);
                break;
            case SquareSymmetry.Rotate180:
                // A half turn is the whole image as one row, reversed.
                FlipKernel.Horizontal(source, new ImageShape(shape.Width * shape.Height, 1, shape.Channels), destination);
                break;
            default:
                Transposed(source, shape, symmetry, destination);
                break;
        }
    }

    private static void Transposed<T>(ReadOnlySpan<T> source, ImageShape shape, SquareSymmetry symmetry, Span<T> destination)
        where T : unmanaged
    {
        int pixelBytes = shape.Channels * Unsafe.SizeOf<T>();
        int sourceStride = shape.Width * pixelBytes;
        int destinationStride = shape.Height * pixelBytes;
        ref byte s = ref MemoryMarshal.GetReference(MemoryMarshal.AsBytes(source));
        ref byte d = ref MemoryMarshal.GetReference(MemoryMarshal.AsBytes(destination));
        if (symmetry is SquareSymmetry.Rotate90 or SquareSymmetry.Transverse)
        {
            s = ref Unsafe.Add(ref s, (nint)(shape.Height - 1) * sourceStride);
            sourceStride = -sourceStride;
        }

        if (symmetry is SquareSymmetry.Rotate270 or SquareSymmetry.Transverse)
        {
            d = ref Unsafe.Add(ref d, (nint)(shape.Width - 1) * destinationStride);
            destinationStride = -destinationStride;
        }

        PixelTranspose.Run(ref s, sourceStride, ref d, destinationStride, shape.Width, shape.Height, pixelBytes);
    }
}
