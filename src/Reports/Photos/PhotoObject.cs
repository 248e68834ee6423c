namespace DeepRecipes.Reports;

/// <summary>Whose left or right a point is on: the person's own, not the viewer's.</summary>
public enum PointSide
{
    /// <summary>On the middle line, or neither.</summary>
    None,

    /// <summary>The person's left: drawn as a blue circle.</summary>
    Left,

    /// <summary>The person's right: drawn as an amber square.</summary>
    Right,
}

/// <summary>A keypoint.</summary>
/// <param name="X">Pixels from the left; the centre of the first pixel is 0. Finite.</param>
/// <param name="Y">Pixels from the top; the centre of the first pixel is 0. Finite.</param>
/// <param name="Name">The joint or mark, shown as a tooltip.</param>
/// <param name="Side">The person's side it is on.</param>
/// <param name="Visibility">COCO's: 0 not labelled (not drawn), 1 labelled but hidden (drawn hollow), 2 visible.</param>
public readonly record struct PhotoPoint(double X, double Y, string Name = "", PointSide Side = PointSide.None, int Visibility = 2);

/// <summary>Something marked in a photo: a box, keypoints, or both.</summary>
public sealed record PhotoObject
{
    /// <summary>Its box with continuous edges in pixels; null for points alone.</summary>
    public Box? Box { get; init; }

    /// <summary>Its class or name; empty for none.</summary>
    public string Label { get; init; } = "";

    /// <summary>Its score, shown after the label; NaN, the default, for none.</summary>
    public double Score { get; init; } = double.NaN;

    /// <summary>Its class's number, which chooses the colour; 0 or more.</summary>
    public int ClassIndex { get; init; }

    /// <summary>Its keypoints.</summary>
    public IReadOnlyList<PhotoPoint> Points { get; init; } = [];

    /// <summary>The lines between keypoints, as pairs of indices into <see cref="Points"/>. A line to a point that is not labelled is not drawn.</summary>
    public IReadOnlyList<(int From, int To)> Limbs { get; init; } = [];

    internal string Caption => double.IsNaN(Score) ? Label : Label.Length == 0 ? NumberText.Fixed(Score, 2) : $"{Label} {NumberText.Fixed(Score, 2)}";
}

/// <summary>Objects that belong together: the truth, or one model's predictions.</summary>
/// <param name="Name">The layer's name in the legend.</param>
/// <param name="Objects">The objects.</param>
public sealed record PhotoLayer(string Name, IReadOnlyList<PhotoObject> Objects)
{
    /// <summary>Whether the layer is drawn dashed and white, as the truth beside a prediction, instead of solid in the classes' colours.</summary>
    public bool IsDashed { get; init; }
}
