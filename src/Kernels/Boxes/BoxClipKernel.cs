using System.Numerics;

namespace DeepRecipes.Kernels;

/// <summary>Boxes cut to the image.</summary>
public static class BoxClipKernel
{
    /// <summary>
    /// Moves every edge into 0..width and 0..height, as torchvision's <c>clip_boxes_to_image</c>. A box that lies outside keeps no area; it is not removed.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="boxes">4 N numbers <c>x1, y1, x2, y2</c>, changed in place. NaN stays NaN.</param>
    /// <param name="imageWidth">Greater than 0.</param>
    /// <param name="imageHeight">Greater than 0.</param>
    /// <exception cref="ArgumentException">The length is no multiple of 4.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is not greater than 0.</exception>
    public static void ToImage<T>(Span<T> boxes, T imageWidth, T imageHeight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (boxes.Length % 4 != 0)
            throw new ArgumentException($"{nameof(boxes)} holds {boxes.Length} numbers; a multiple of 4 is needed.", nameof(boxes));
        Ensure.Positive(imageWidth);
        Ensure.Positive(imageHeight);
        for (int i = 0; i < boxes.Length; i += 2)
        {
            boxes[i] = T.Clamp(boxes[i], T.Zero, imageWidth);
            boxes[i + 1] = T.Clamp(boxes[i + 1], T.Zero, imageHeight);
        }
    }
}
