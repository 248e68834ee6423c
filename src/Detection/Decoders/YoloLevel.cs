namespace DeepRecipes.Detection;

/// <summary>One level of an anchor-based YOLO head.</summary>
/// <param name="Stride">Input pixels per cell; at least 1.</param>
/// <param name="Anchors">Width and height of each anchor in input pixels: w, h, w, h ...; at least one pair.</param>
/// <param name="GridScale">How far a centre can reach: 1 stays in its cell (YOLOv3), more reaches over its borders (YOLOv4's scale_x_y); at least 1.</param>
public sealed record YoloLevel(int Stride, IReadOnlyList<float> Anchors, float GridScale = 1)
{
    /// <summary>Input pixels per cell.</summary>
    public int Stride { get; init => field = Option.Positive(value); } = Option.Positive(Stride);

    /// <summary>Width and height of each anchor in input pixels.</summary>
    public IReadOnlyList<float> Anchors { get; init => field = Pairs(value); } = Pairs(Anchors);

    /// <summary>How far a centre can reach.</summary>
    public float GridScale { get; init => field = Option.InRange(value, 1, 2); } = Option.InRange(GridScale, 1, 2);

    internal int AnchorCount => Anchors.Count / 2;

    private static IReadOnlyList<float> Pairs(IReadOnlyList<float> anchors) =>
        Option.NotEmpty(anchors, nameof(Anchors)).Count % 2 == 0
            ? anchors
            : throw new ArgumentException($"Anchors holds {anchors.Count} numbers; pairs of width and height are needed.", nameof(anchors));
}
