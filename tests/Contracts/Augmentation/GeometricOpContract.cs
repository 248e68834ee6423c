using DeepRecipes.Augmentation;

namespace DeepRecipes.Contracts;

/// <summary>What every op keeps that moves pixels: picture, mask, keypoints and boxes go to the same places.</summary>
public abstract class GeometricOpContract : SampleOpContract
{
    /// <summary>How far the picture may be from the point, in pixels of the picture before; 0 where pixels are copied whole.</summary>
    protected virtual double Tolerance => 0;

    /// <summary>Whether a draw of the op may turn right into left.</summary>
    protected virtual bool MayMirror => false;

    /// <summary>The op that undoes it, where there is one.</summary>
    protected virtual SampleOp? Inverse => null;

    [Fact]
    public void PictureMaskPointsAndBoxesGoTogether()
    {
        if (Tolerance == 0)
            SampleChecks.MarkedPixels(Op);
        else
            SampleChecks.Ramps(Op, Tolerance);
        SampleChecks.MaskPatches(Op);
    }

    [Fact]
    public void LabelsAndClassesFollowMirrors()
    {
        SampleChecks.LabelsFollowMirrors(Op);
        SampleChecks.MaskClassesFollowMirrors(Op);
    }

    [Fact]
    public void OrientedBoxesHoldTheirCorners() => SampleChecks.OrientedBoxesHoldTheirCorners(Op);

    [Fact]
    public void KeypointsOfUnknownSidesAreRefusedByWhatMirrors()
    {
        Recipe recipe = [Op];
        var targets = new SampleTargets(HasMask: true, HasBoxes: true, HasKeypoints: true, Skeleton: null, SymmetricKeypoints: false);
        recipe.Check(targets with { SymmetricKeypoints = true });
        recipe.Check(targets with { Skeleton = SampleChecks.Skeleton });
        if (!MayMirror)
        {
            recipe.Check(targets);
            return;
        }
        var e = Assert.Throws<ArgumentException>(() => recipe.Check(targets, name => $"column '{name}'"));
        Assert.Contains(Op.GetType().Name, e.Message, StringComparison.Ordinal);
        Assert.Contains("column 'keypoints'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheInverseBringsEverythingBack()
    {
        if (Inverse is { } inverse)
            SampleChecks.Inverse(Op, inverse, tolerance: 1e-3);
    }
}
