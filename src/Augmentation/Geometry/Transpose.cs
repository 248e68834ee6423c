using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Rows become columns: the pixel at (x, y) goes to (y, x). It mirrors.</summary>
public sealed record Transpose : SampleOp
{
    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => before is var (width, height) ? (height, width) : null;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws) => SymmetryAct.Of(SquareSymmetry.Transpose);

    /// <inheritdoc/>
    public override string? Refuses(SampleTargets targets) => targets.MirrorRefusal;
}
