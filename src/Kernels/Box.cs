namespace DeepRecipes.Kernels;

/// <summary>An axis-aligned box with continuous edges in pixels: the pixel (0, 0) covers [0, 1) x [0, 1).</summary>
/// <param name="X1">Left edge.</param>
/// <param name="Y1">Top edge.</param>
/// <param name="X2">Right edge; not less than <paramref name="X1"/> for a proper box.</param>
/// <param name="Y2">Bottom edge; not less than <paramref name="Y1"/> for a proper box.</param>
public readonly record struct Box(float X1, float Y1, float X2, float Y2)
{
    /// <summary>Right edge minus left edge.</summary>
    public float Width => X2 - X1;

    /// <summary>Bottom edge minus top edge.</summary>
    public float Height => Y2 - Y1;
}
