namespace DeepRecipes.Detection;

/// <summary>One level of a RetinaNet's pyramid.</summary>
/// <param name="Stride">Input pixels from one cell to the next; at least 1.</param>
/// <param name="Sizes">Square roots of the anchors' areas in input pixels.</param>
public sealed record RetinaNetLevel(int Stride, IReadOnlyList<float> Sizes)
{
    /// <summary>Input pixels from one cell to the next.</summary>
    public int Stride { get; init => field = Option.InRange(value, 1, 4096); } = Option.InRange(Stride, 1, 4096);

    /// <summary>Square roots of the anchors' areas in input pixels.</summary>
    public IReadOnlyList<float> Sizes { get; init => field = Option.NotEmpty(value); } = Option.NotEmpty(Sizes);
}
