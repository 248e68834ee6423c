using DeepRecipes.Kernels;

namespace DeepRecipes.Detection.Tests;

public class SoftNonMaximumSuppressionTests
{
    // IoU of the first two is 0.5, of the first and third 0.25, of the second and third 2/3 - all exact.
    private static readonly Box[] Boxes = [new(0, 0, 12, 4), new(0, 0, 6, 4), new(0, 0, 3, 4), new(100, 0, 101, 1)];

    [Fact]
    public void LinearDecayTakesTheOverlapOff()
    {
        var found = Filled([0.9f, 0.8f, 0.6f, 0.1f], [0, 0, 0, 0]);

        new SoftNonMaximumSuppression { Decay = SoftDecay.Linear, Threshold = 0.3 }.Apply(found);

        // 0.8 * (1 - 0.5) = 0.4; the third is spared by the first (0.25 is not over the threshold) and so comes next: 0.4 * (1 - 0.5) = 0.2.
        Assert.Equal([Boxes[0], Boxes[2], Boxes[1], Boxes[3]], found.Boxes.ToArray());
        Assert.Equal([0.9f, 0.6f, 0.2f, 0.1f], found.Scores.ToArray().Select(s => MathF.Round(s, 5)));
    }

    [Fact]
    public void GaussianDecayIsExponential()
    {
        var found = Filled([0.9f, 0.8f, 0, 0], [0, 0, 0, 0]);

        new SoftNonMaximumSuppression { Sigma = 0.5 }.Apply(found);

        Assert.Equal(2, found.Count);
        Assert.Equal(0.8 * Math.Exp(-0.25 / 0.5), found.Scores[1], 6);
    }

    [Fact]
    public void OtherClassesAreSparedUnlessAsked()
    {
        var perClass = Filled([0.9f, 0.8f, 0.7f, 0.6f], [0, 1, 2, 3]);
        var agnostic = Filled([0.9f, 0.8f, 0.7f, 0.6f], [0, 1, 2, 3]);

        new SoftNonMaximumSuppression().Apply(perClass);
        new SoftNonMaximumSuppression { PerClass = false }.Apply(agnostic);

        Assert.Equal([0.9f, 0.8f, 0.7f, 0.6f], perClass.Scores.ToArray());
        Assert.True(agnostic.Scores[3] < 0.5f);
    }

    [Fact]
    public void ScoresThatDecayTooFarAndThoseBeyondTheLimitGo()
    {
        var found = Filled([0.9f, 0.8f, 0.7f, 0.6f], [0, 0, 0, 0]);
        new SoftNonMaximumSuppression { PerClass = false, ScoreThreshold = 0.5f }.Apply(found);
        Assert.Equal([Boxes[0], Boxes[2], Boxes[3]], found.Boxes.ToArray());

        found = Filled([0.9f, 0.8f, 0.7f, 0.6f], [0, 0, 0, 0]);
        new SoftNonMaximumSuppression { MaxDetections = 2 }.Apply(found);
        Assert.Equal(2, found.Count);
    }

    private static DetectionBuffer Filled(float[] scores, int[] classIds)
    {
        var buffer = new DetectionBuffer();
        buffer.Clear();
        for (var i = 0; i < scores.Length; i++)
            _ = buffer.Add(Boxes[i], scores[i], classIds[i]);
        return buffer;
    }
}
