using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>
/// Mirrors an image or a mask of any element type. Pixel x goes to <c>width - 1 - x</c>: keypoints move the same way
/// (<see cref="KeypointKernel"/>), boxes, whose edges are continuous, to <c>width - x</c> (<see cref="BoxGeometryKernel"/>).
/// </summary>
public static class FlipKernel
{
    /// <summary>Mirrors left and right.</summary>
    /// <typeparam name="T">The type of a sample: byte, float, an integer of a label map.</typeparam>
    /// <param name="source">The image, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">Width, height, channels.</param>
    /// <param name="destination">At least as long as the source; must not overlap it.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shape"/> is not a proper one.</exception>
    public static void Horizontal<T>(ReadOnlySpan<T> source, ImageShape shape, Span<T> destination)
        where T : unmanaged
    {
        Guard(source, shape, destination);
        int pixelBytes = shape.Channels * Unsafe.SizeOf<T>();
        int stride = shape.Width * pixelBytes;
        ref byte s = ref MemoryMarshal.GetReference(MemoryMarshal.AsBytes(source));
        ref byte d = ref MemoryMarshal.GetReference(MemoryMarshal.AsBytes(destination));
        for (int y = 0; y < shape.Height; y++)
            PixelReverse.Row(ref Unsafe.Add(ref s, (nint)y * stride), ref Unsafe.Add(ref d, (nint)y * stride), shape.Width, pixelBytes);
    }

    /// <summary>Mirrors top and bottom.</summary>
    /// <inheritdoc cref="Horizontal{T}(ReadOnlySpan{T}, ImageShape, Span{T})"/>
    public static void Vertical<T>(ReadOnlySpan<T> source, ImageShape shape, Span<T> destination)
        where T : unmanaged
    {
        Guard(source, shape, destination);
        for (int y = 0; y < shape.Height; y++)
            source.Slice(y * shape.Stride, shape.Stride).CopyTo(destination.Slice((shape.Height - 1 - y) * shape.Stride, shape.Stride));
    }

    private static void Guard<T>(ReadOnlySpan<T> source, ImageShape shape, Span<T> destination)
    {
        Ensure.Shape(shape);
        Ensure.Length(source.Length, shape.Length, nameof(source));
        Ensure.Room(destination.Length, shape.Length, nameof(destination));
        Ensure.Apart<T>(source, destination);
    }
}
