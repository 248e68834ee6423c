using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Mirrors at the other diagonal: the pixel at (x, y) goes to (h - 1 - y, w - 1 - x).</summary>
public sealed record Transverse : SampleOp
{
    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => before is var (width, height) ? (height, width) : null;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws) => SymmetryAct.Of(SquareSymmetry.Transverse);

    /// <inheritdoc/>
    public override string? Refuses(SampleTargets targets) => targets.MirrorRefusal;
}
