using DeepRecipes.Kernels;

namespace DeepRecipes.Detection.Tests;

public class OrientedNonMaximumSuppressionTests
{
    [Fact]
    public void CrossedBoxesStayThoughTheirHullsAreTheSame()
    {
        OrientedBox[] boxes = [new(50, 50, 100, 10, Math.PI / 4), new(50, 50, 100, 10, -Math.PI / 4), new(51, 50, 100, 10, Math.PI / 4)];
        var keep = new int[3];

        var count = new OrientedNonMaximumSuppression().Select(boxes, [0.7f, 0.8f, 0.9f], [0, 0, 0], keep);

        Assert.Equal([2, 1], keep[..count]);
    }

    [Fact]
    public void UprightBoxesGiveWhatTheUprightSuppressionGives()
    {
        foreach (var scene in BoxScenes.All(new(2)).Where(s => s.Boxes.Length <= 300 && s.Boxes.All(b => b.Width >= 1 && b.Height >= 1 && b.X2 < 1e6)))
        {
            int[] expected = new int[scene.Boxes.Length], actual = new int[scene.Boxes.Length];
            // A threshold that no pair hits exactly: the two measures round differently.
            var count = new NonMaximumSuppression { Threshold = 0.4321 }.Select(scene.Boxes, scene.Scores, scene.ClassIds, expected);

            Assert.Equal(count, new OrientedNonMaximumSuppression { Threshold = 0.4321 }.Select(
                [.. scene.Boxes.Select(OrientedBox.From)], scene.Scores, scene.ClassIds, actual));
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void AppliesToDetectionsWhoseKeypointsAreCorners()
    {
        var buffer = new DetectionBuffer();
        buffer.Clear(OrientedCorners.Count);
        foreach (var angle in new[] { 0.3, 0.31, 1.8 })
        {
            var index = buffer.Add(default, (float)angle / 2, 0);
            OrientedCorners.Write(new(40, 60, 50, 20, angle), buffer.KeypointsOf(index));
        }

        new OrientedNonMaximumSuppression().Apply(buffer);

        Assert.Equal([0.9f, 0.155f], buffer.Scores.ToArray());
    }

    [Fact]
    public void RefusesDetectionsWithoutCorners()
    {
        var buffer = new DetectionBuffer();
        buffer.Clear(5);

        Assert.Contains("5 key points", Assert.Throws<ArgumentException>(() => new OrientedNonMaximumSuppression().Apply(buffer)).Message, StringComparison.Ordinal);
    }
}
