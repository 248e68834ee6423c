using DeepRecipes.Kernels;

namespace DeepRecipes.Detection.Tests;

public class GreedyMergeTests
{
    [Fact]
    public void ThePiecesOfAnObjectBecomeOneBox()
    {
        var buffer = Filled([new(0, 0, 60, 20), new(50, 0, 100, 20), new(48, 1, 60, 19), new(300, 0, 310, 10)], [0.9f, 0.8f, 0.7f, 0.6f], [3, 3, 3, 3]);

        new GreedyMerge { Threshold = 0.2 }.Apply(buffer);

        Assert.Equal([new Box(0, 0, 100, 20), new Box(300, 0, 310, 10)], buffer.Boxes.ToArray());
        Assert.Equal([0.9f, 0.6f], buffer.Scores.ToArray());
    }

    [Fact]
    public void TheMasksOfThePiecesBecomeOne()
    {
        var buffer = Filled([new(0, 0, 60, 20), new(50, 0, 100, 20), new(300, 0, 310, 10)], [0.8f, 0.9f, 0.7f], [3, 3, 3]);
        buffer.HasMasks = true;
        RleMask[] masks = [Columns(0, 60), Columns(50, 100), Columns(300, 310)];
        masks.CopyTo(buffer.Masks);

        new GreedyMerge { Threshold = 0.1 }.Apply(buffer);

        Assert.Equal([Columns(0, 100).ToJson(), masks[2].ToJson()], buffer.Masks.ToArray().Select(mask => mask.ToJson()));

        // A mask of some columns, 10 rows high.
        static RleMask Columns(uint first, uint end) => RleMask.FromCounts(10, 400, [10 * first, 10 * (end - first), 10 * (400 - end)]);
    }

    [Fact]
    public void ABoxInsideAnotherIsMergedByIoSButNotByIoU()
    {
        Box[] boxes = [new(0, 0, 100, 100), new(0, 0, 10, 10)];
        var byIoS = Filled(boxes, [0.5f, 0.9f], [0, 0]);
        var byIoU = Filled(boxes, [0.5f, 0.9f], [0, 0]);

        new GreedyMerge().Apply(byIoS);
        new GreedyMerge { Measure = OverlapMeasure.IoU }.Apply(byIoU);

        Assert.Equal([boxes[0]], byIoS.Boxes.ToArray());
        Assert.Equal([0.9f], byIoS.Scores.ToArray());
        Assert.Equal(2, byIoU.Count);
    }

    [Fact]
    public void OtherClassesAreNotMergedUnlessAsked()
    {
        Box[] boxes = [new(0, 0, 10, 10), new(0, 0, 10, 11)];
        var perClass = Filled(boxes, [0.5f, 0.9f], [0, 1]);
        var agnostic = Filled(boxes, [0.5f, 0.9f], [0, 1]);

        new GreedyMerge().Apply(perClass);
        new GreedyMerge { PerClass = false }.Apply(agnostic);

        Assert.Equal([1, 0], perClass.ClassIds.ToArray());
        Assert.Equal([1], agnostic.ClassIds.ToArray());
    }

    [Fact]
    public void NoPieceIsLostOnAnyScene()
    {
        foreach (var scene in BoxScenes.All(new(5)).Where(s => s.Boxes.Length <= 300))
        {
            var buffer = Filled(scene.Boxes, scene.Scores, scene.ClassIds);
            new GreedyMerge().Apply(buffer);
            Assert.Equal(buffer.Scores.ToArray().OrderDescending(), buffer.Scores.ToArray());
            for (var i = 0; i < scene.Boxes.Length; i++)
            {
                var b = scene.Boxes[i];
                Assert.Contains(
                    Enumerable.Range(0, buffer.Count),
                    k => buffer.ClassIds[k] == scene.ClassIds[i] && buffer.Scores[k] >= scene.Scores[i]
                        && buffer.Boxes[k].X1 <= b.X1 && buffer.Boxes[k].Y1 <= b.Y1 && buffer.Boxes[k].X2 >= b.X2 && buffer.Boxes[k].Y2 >= b.Y2);
            }
        }
    }

    [Theory]
    [InlineData(OverlapMeasure.IoS, 0.5, true)]
    [InlineData(OverlapMeasure.IoS, 0.05, false)]
    [InlineData(OverlapMeasure.IoU, 0.3, true)]
    [InlineData(OverlapMeasure.IoU, 1.0, false)]
    public void TheGridChangesNothingOfWhatComparingAllWithAllGives(OverlapMeasure measure, double threshold, bool perClass)
    {
        foreach (var scene in BoxScenes.All(new(6)).Where(s => s.Boxes.Length <= 1000))
        {
            // Whole numbers, so that overlaps are the quotients of exact ones.
            Box[] boxes = [.. scene.Boxes.Select(b => new Box(MathF.Round(b.X1), MathF.Round(b.Y1), MathF.Round(b.X2), MathF.Round(b.Y2)))];
            var buffer = Filled(boxes, scene.Scores, scene.ClassIds);
            new GreedyMerge { Measure = measure, Threshold = threshold, PerClass = perClass }.Apply(buffer);
            var expected = AllWithAll(boxes, scene.Scores, scene.ClassIds, measure, threshold, perClass);
            Assert.Equal(expected.Select(e => e.Box), buffer.Boxes.ToArray());
            Assert.Equal(expected.Select(e => scene.Scores[e.Index]), buffer.Scores.ToArray());
            Assert.Equal(expected.Select(e => scene.ClassIds[e.Index]), buffer.ClassIds.ToArray());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void AThresholdOutOfRangeIsRefused(double threshold) =>
        Assert.Contains("Threshold", Assert.Throws<ArgumentOutOfRangeException>(() => new GreedyMerge { Threshold = threshold }.Threshold).Message, StringComparison.Ordinal);

    // Best first; each takes, round after round, whatever overlaps what it has grown to.
    private static List<(int Index, Box Box)> AllWithAll(Box[] boxes, float[] scores, int[] classIds, OverlapMeasure measure, double threshold, bool perClass)
    {
        var left = Enumerable.Range(0, boxes.Length).OrderByDescending(i => scores[i]).ToList();
        var result = new List<(int Index, Box Box)>();
        while (left.Count > 0)
        {
            var (best, box) = (left[0], boxes[left[0]]);
            left.RemoveAt(0);
            for (var before = -1; before != left.Count;)
            {
                before = left.Count;
                for (var k = 0; k < left.Count;)
                {
                    var other = boxes[left[k]];
                    if ((!perClass || classIds[left[k]] == classIds[best]) && Overlap(box, other) >= threshold)
                    {
                        box = new(Math.Min(box.X1, other.X1), Math.Min(box.Y1, other.Y1), Math.Max(box.X2, other.X2), Math.Max(box.Y2, other.Y2));
                        left.RemoveAt(k);
                    }
                    else
                        k++;
                }
            }

            result.Add((best, box));
        }

        return result;

        float Overlap(Box a, Box b)
        {
            var shared = Math.Max(0, Math.Min(a.X2, b.X2) - Math.Max(a.X1, b.X1)) * Math.Max(0, Math.Min(a.Y2, b.Y2) - Math.Max(a.Y1, b.Y1));
            float first = (a.X2 - a.X1) * (a.Y2 - a.Y1), second = (b.X2 - b.X1) * (b.Y2 - b.Y1);
            return shared / (measure == OverlapMeasure.IoS ? Math.Min(first, second) : first + second - shared);
        }
    }

    private static DetectionBuffer Filled(Box[] boxes, float[] scores, int[] classIds)
    {
        var buffer = new DetectionBuffer();
        buffer.Clear();
        for (var i = 0; i < boxes.Length; i++)
            _ = buffer.Add(boxes[i], scores[i], classIds[i]);
        return buffer;
    }
}
