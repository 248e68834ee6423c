using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>A half turn, exact: the pixel at (x, y) goes to (w - 1 - x, h - 1 - y).</summary>
public sealed record Rotate180 : SampleOp
{
    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => before;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws) => SymmetryAct.Of(SquareSymmetry.Rotate180);

}
