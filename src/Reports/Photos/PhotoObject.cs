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
public readonly record struct PhotoPoint(double X, double Y, string Name = "", PointSide Side = PointSide.None, int Visibility = 2)
{
    /// <summary>Points from the library's keypoint vectors, with the names of a skeleton; a name with the word "left" or "right" in it tells the side.</summary>
    /// <param name="keypoints">(x, y, visibility) for each keypoint; visibility is COCO's 0, 1 or 2.</param>
    /// <param name="skeleton">What the keypoints are; as many as there are triples.</param>
    /// <returns>The points.</returns>
    /// <exception cref="ArgumentException"><paramref name="keypoints"/> does not hold three numbers for each of the skeleton's names.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A visibility is not 0, 1 or 2.</exception>
    public static PhotoPoint[] From(ReadOnlySpan<float> keypoints, KeypointSkeleton skeleton)
    {
        ArgumentNullException.ThrowIfNull(skeleton);
        Ensure.Length(keypoints.Length, 3 * skeleton.Count, nameof(keypoints));
        PhotoPoint[] points = new PhotoPoint[skeleton.Count];
        for (int i = 0; i < points.Length; i++)
        {
            float visibility = keypoints[(3 * i) + 2];
            if (visibility is not (0 or 1 or 2))
                throw new ArgumentOutOfRangeException(nameof(keypoints), visibility, $"keypoints' visibility of '{skeleton.Names[i]}' must be 0, 1 or 2 (COCO's).");
            points[i] = new(keypoints[3 * i], keypoints[(3 * i) + 1], skeleton.Names[i], SideOf(skeleton.Names[i]), (int)visibility);
        }
        return points;
    }

    private static PointSide SideOf(string name)
    {
        string[] words = name.Split('_', ' ', '-');
        return words.Contains("left", StringComparer.OrdinalIgnoreCase) ? PointSide.Left
            : words.Contains("right", StringComparer.OrdinalIgnoreCase) ? PointSide.Right
            : PointSide.None;
    }
}

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

    /// <summary>Refuses what cannot be drawn.</summary>
    internal void Check(string name)
    {
        if (Box is Box box)
        {
            Ensure.Finite(box.X1, $"{name} Box.X1");
            Ensure.Finite(box.Y1, $"{name} Box.Y1");
            Ensure.Finite(box.X2, $"{name} Box.X2");
            Ensure.Finite(box.Y2, $"{name} Box.Y2");
        }
        PlotData.NotInfinite(Score, $"{name} Score");
        Ensure.InRange(ClassIndex, 0, int.MaxValue, $"{name} ClassIndex");
        for (int i = 0; i < Points.Count; i++)
        {
            Ensure.InRange(Points[i].Visibility, 0, 2, $"{name} point {i} Visibility");
            Ensure.Finite(Points[i].X, $"{name} point {i} X");
            Ensure.Finite(Points[i].Y, $"{name} point {i} Y");
        }
        foreach ((int from, int to) in Limbs)
        {
            if ((uint)from >= (uint)Points.Count || (uint)to >= (uint)Points.Count)
                throw new ArgumentException($"{name} has a limb from point {from} to point {to}; its points are 0 to {Points.Count - 1}.", nameof(name));
        }
    }
}

/// <summary>Objects that belong together: the truth, or one model's predictions.</summary>
/// <param name="Name">The layer's name in the legend.</param>
/// <param name="Objects">The objects.</param>
public sealed record PhotoLayer(string Name, IReadOnlyList<PhotoObject> Objects)
{
    /// <summary>Whether the layer is drawn dashed and white, as the truth beside a prediction, instead of solid in the classes' colours.</summary>
    public bool IsDashed { get; init; }
}
