using System.Numerics;

namespace DeepRecipes.Kernels;

/// <summary>Boxes from and to the layouts of COCO, PASCAL VOC and YOLO. Four numbers a box; source and destination may be the same span.</summary>
public static class BoxConversionKernel
{
    /// <summary>COCO's <c>x, y, width, height</c> to corners <c>x1, y1, x2, y2</c>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="source">4 N numbers.</param>
    /// <param name="destination">At least 4 N numbers.</param>
    /// <exception cref="ArgumentException">A length is no multiple of 4, or the destination is too short.</exception>
    public static void CocoToCorners<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        EnsureBoxes(source, destination);
        for (int i = 0; i < source.Length; i += 4)
        {
            (T x, T y, T width, T height) = (source[i], source[i + 1], source[i + 2], source[i + 3]);
            (destination[i], destination[i + 1], destination[i + 2], destination[i + 3]) = (x, y, x + width, y + height);
        }
    }

    /// <summary>Corners <c>x1, y1, x2, y2</c> to COCO's <c>x, y, width, height</c>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="source">4 N numbers.</param>
    /// <param name="destination">At least 4 N numbers.</param>
    /// <exception cref="ArgumentException">A length is no multiple of 4, or the destination is too short.</exception>
    public static void CornersToCoco<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        EnsureBoxes(source, destination);
        for (int i = 0; i < source.Length; i += 4)
        {
            (T x1, T y1, T x2, T y2) = (source[i], source[i + 1], source[i + 2], source[i + 3]);
            (destination[i], destination[i + 1], destination[i + 2], destination[i + 3]) = (x1, y1, x2 - x1, y2 - y1);
        }
    }

    /// <summary>YOLO's <c>cx, cy, width, height</c>, all relative to the image, to corners in pixels.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="source">4 N numbers, as a rule 0 to 1.</param>
    /// <param name="imageWidth">Pixels; greater than 0. With 1 and 1 the numbers stay in their unit (torchvision's <c>cxcywh</c>).</param>
    /// <param name="imageHeight">Pixels; greater than 0.</param>
    /// <param name="destination">At least 4 N numbers.</param>
    /// <exception cref="ArgumentException">A length is no multiple of 4, or the destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is not greater than 0.</exception>
    public static void YoloToCorners<T>(ReadOnlySpan<T> source, T imageWidth, T imageHeight, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        EnsureBoxes(source, destination);
        Ensure.Positive(imageWidth);
        Ensure.Positive(imageHeight);
        T half = T.CreateChecked(0.5);
        for (int i = 0; i < source.Length; i += 4)
        {
            (T cx, T cy, T width, T height) = (source[i], source[i + 1], source[i + 2] * half, source[i + 3] * half);
            (destination[i], destination[i + 1]) = ((cx - width) * imageWidth, (cy - height) * imageHeight);
            (destination[i + 2], destination[i + 3]) = ((cx + width) * imageWidth, (cy + height) * imageHeight);
        }
    }

    /// <summary>Corners in pixels to YOLO's <c>cx, cy, width, height</c>, all relative to the image.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="source">4 N numbers.</param>
    /// <param name="imageWidth">Pixels; greater than 0. With 1 and 1 the numbers stay in their unit (torchvision's <c>cxcywh</c>).</param>
    /// <param name="imageHeight">Pixels; greater than 0.</param>
    /// <param name="destination">At least 4 N numbers.</param>
    /// <exception cref="ArgumentException">A length is no multiple of 4, or the destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is not greater than 0.</exception>
    public static void CornersToYolo<T>(ReadOnlySpan<T> source, T imageWidth, T imageHeight, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        EnsureBoxes(source, destination);
        Ensure.Positive(imageWidth);
        Ensure.Positive(imageHeight);
        T half = T.CreateChecked(0.5);
        for (int i = 0; i < source.Length; i += 4)
        {
            (T x1, T y1, T x2, T y2) = (source[i], source[i + 1], source[i + 2], source[i + 3]);
            (destination[i], destination[i + 1]) = ((x1 + x2) * half / imageWidth, (y1 + y2) * half / imageHeight);
            (destination[i + 2], destination[i + 3]) = ((x2 - x1) / imageWidth, (y2 - y1) / imageHeight);
        }
    }

    /// <summary>
    /// PASCAL VOC's corners (pixel numbers from 1, both ends inside the box) to continuous edges: pixel 1 covers [0, 1), so that
    /// <c>xmin - 1, ymin - 1, xmax, ymax</c>.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="source">4 N numbers.</param>
    /// <param name="destination">At least 4 N numbers.</param>
    /// <exception cref="ArgumentException">A length is no multiple of 4, or the destination is too short.</exception>
    public static void VocToCorners<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Shift(source, -T.One, destination);

    /// <summary>Continuous edges to PASCAL VOC's corners: <c>x1 + 1, y1 + 1, x2, y2</c>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="source">4 N numbers.</param>
    /// <param name="destination">At least 4 N numbers.</param>
    /// <exception cref="ArgumentException">A length is no multiple of 4, or the destination is too short.</exception>
    public static void CornersToVoc<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Shift(source, T.One, destination);

    private static void Shift<T>(ReadOnlySpan<T> source, T shift, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        EnsureBoxes(source, destination);
        for (int i = 0; i < source.Length; i += 4)
        {
            (destination[i], destination[i + 1]) = (source[i] + shift, source[i + 1] + shift);
            (destination[i + 2], destination[i + 3]) = (source[i + 2], source[i + 3]);
        }
    }

    private static void EnsureBoxes<T>(ReadOnlySpan<T> source, Span<T> destination)
    {
        if (source.Length % 4 != 0)
            throw new ArgumentException($"{nameof(source)} holds {source.Length} numbers; a multiple of 4 is needed.", nameof(source));
        Ensure.Room(destination.Length, source.Length, nameof(destination));
    }
}
