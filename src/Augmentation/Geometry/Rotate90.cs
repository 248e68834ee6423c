using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>A quarter turn clockwise, exact: the pixel at (x, y) goes to (h - 1 - y, x).</summary>
public sealed record Rotate90 : SampleOp
{
    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => before is var (width, height) ? (height, width) : null;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws) => SymmetryAct.Of(SquareSymmetry.Rotate90);

}
