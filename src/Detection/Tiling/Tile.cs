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

    /// <summary>Brings detections from the tile's pixels into the picture's, in place.</summary>
    /// <param name="detections">Detections in the tile's pixels.</param>
    public void ToPicture(DetectionBuffer detections)
    {
        ArgumentNullException.ThrowIfNull(detections);
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
