namespace DeepRecipes.Detection;

/// <summary>One feature map of an SSD and the prior boxes of its cells.</summary>
/// <remarks>
/// A cell has, in this order, a square of <paramref name="MinSize"/>, a square of sqrt(MinSize * MaxSize), and for each aspect ratio r the
/// boxes MinSize * (sqrt r, 1 / sqrt r) and MinSize * (1 / sqrt r, sqrt r).
/// </remarks>
/// <param name="Columns">Cells in a row; at least 1.</param>
/// <param name="Rows">Rows of cells; at least 1.</param>
/// <param name="Step">Input pixels from one cell to the next.</param>
/// <param name="MinSize">Side of the small square in input pixels.</param>
/// <param name="MaxSize">The next level's <paramref name="MinSize"/>.</param>
/// <param name="AspectRatios">The further aspect ratios, width over height.</param>
public sealed record SsdLevel(int Columns, int Rows, float Step, float MinSize, float MaxSize, IReadOnlyList<float> AspectRatios)
{
    /// <summary>Cells in a row.</summary>
    public int Columns { get; init => field = Option.InRange(value, 1, 4096); } = Option.InRange(Columns, 1, 4096);

    /// <summary>Rows of cells.</summary>
    public int Rows { get; init => field = Option.InRange(value, 1, 4096); } = Option.InRange(Rows, 1, 4096);

    /// <summary>Input pixels from one cell to the next.</summary>
    public float Step { get; init => field = Option.Positive(value); } = Option.Positive(Step);

    /// <summary>Side of the small square in input pixels.</summary>
    public float MinSize { get; init => field = Option.Positive(value); } = Option.Positive(MinSize);

    /// <summary>The next level's small square.</summary>
    public float MaxSize { get; init => field = Option.Positive(value); } = Option.Positive(MaxSize);

    /// <summary>The further aspect ratios, width over height.</summary>
    public IReadOnlyList<float> AspectRatios { get; init => field = Option.NotEmpty(value); } = Option.NotEmpty(AspectRatios);

    internal int PriorsPerCell => 2 + (2 * AspectRatios.Count);

    internal (float Width, float Height) PriorSize(int prior)
    {
        if (prior == 0)
            return (MinSize, MinSize);
        if (prior == 1)
            return (MathF.Sqrt(MinSize * MaxSize), MathF.Sqrt(MinSize * MaxSize));
        var root = MathF.Sqrt(AspectRatios[(prior - 2) / 2]);
        return prior % 2 == 0 ? (MinSize * root, MinSize / root) : (MinSize / root, MinSize * root);
    }
}
