using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>A piece of a picture.</summary>
/// <param name="Left">Its first column.</param>
/// <param name="Top">Its first row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct Tile(int Left, int Top, int Width, int Height)
{
    /// <summary>The tile as a box.</summary>
    public Box Box => new(Left, Top, Left + Width, Top + Height);

    /// <summary>Brings detections without masks from the tile's pixels into the picture's, in place.</summary>
    /// <param name="detections">Detections in the tile's pixels.</param>
    /// <exception cref="ArgumentException">They have masks, which need the picture's size.</exception>
    public void ToPicture(DetectionBuffer detections)
    {
        ArgumentNullException.ThrowIfNull(detections);
        if (detections.HasMasks)
            throw new ArgumentException($"{nameof(detections)} have masks, which are as large as their picture; say the picture's width and height.", nameof(detections));
        Move(detections);
    }

    /// <summary>Brings detections from the tile's pixels into the picture's, in place.</summary>
    /// <param name="detections">Detections in the tile's pixels; their masks have the tile's size.</param>
    /// <param name="width">The picture's width.</param>
    /// <param name="height">The picture's height.</param>
    /// <exception cref="ArgumentException">A mask is not as large as the tile, or the tile reaches over the picture.</exception>
    public void ToPicture(DetectionBuffer detections, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(detections);
        foreach (ref var mask in detections.Masks)
        {
            if (mask.Width != Width || mask.Height != Height)
                throw new ArgumentException($"{nameof(detections)} have a mask of {mask.Width} x {mask.Height}; the tile is {Width} x {Height}.", nameof(detections));
            mask = mask.Within(Left, Top, height, width);
        }
        Move(detections);
    }

    private void Move(DetectionBuffer detections)
    {
        foreach (ref var box in detections.Boxes)
            box = new(box.X1 + Left, box.Y1 + Top, box.X2 + Left, box.Y2 + Top);
        var points = detections.Keypoints;
        for (var i = 0; i < points.Length; i += 3)
        {
            points[i] += Left;
            points[i + 1] += Top;
        }
    }
}
