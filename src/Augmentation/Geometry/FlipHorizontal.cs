using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Mirrors left and right: a pixel at column x goes to column w - 1 - x.</summary>
public sealed record FlipHorizontal : SampleOp
{
    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => before;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws) => SymmetryAct.Of(SquareSymmetry.FlipHorizontal);

    /// <inheritdoc/>
    public override string? Refuses(SampleTargets targets) => targets.MirrorRefusal;
}
