using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Mirrors top and bottom: a pixel at row y goes to row h - 1 - y.</summary>
public sealed record FlipVertical : SampleOp
{
    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => before;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws) => SymmetryAct.Of(SquareSymmetry.FlipVertical);

    /// <inheritdoc/>
    public override string? Refuses(SampleTargets targets) => targets.MirrorRefusal;
}
