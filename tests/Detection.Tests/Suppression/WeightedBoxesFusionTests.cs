using DeepRecipes.Kernels;

namespace DeepRecipes.Detection.Tests;

public class WeightedBoxesFusionTests
{
    [Fact]
    public void BoxesOfOneObjectBecomeTheirWeightedMean()
    {
        var buffer = new DetectionBuffer();
        buffer.Clear(keypointCount: 1);
        Add(buffer, new(0, 0, 10, 10), 0.75f, 1, 4);
        Add(buffer, new(2, 0, 12, 10), 0.25f, 1, 8);
        Add(buffer, new(0, 0, 10, 10), 0.6f, 2, 1);

        new WeightedBoxesFusion { ModelCount = 2 }.Apply(buffer);

        // Two of two models saw class 1: mean score 0.5. One of two saw class 2: 0.6 / 2.
        Assert.Equal([new Box(0.5f, 0, 10.5f, 10), new Box(0, 0, 10, 10)], buffer.Boxes.ToArray());
        Assert.Equal([0.5f, 0.3f], buffer.Scores.ToArray());
        Assert.Equal([1, 2], buffer.ClassIds.ToArray());
        Assert.Equal([5, 5, 2, 1, 1, 2], buffer.Keypoints.ToArray());
    }

    [Fact]
    public void AFusedBoxHasTheBestMembersMask()
    {
        var buffer = new DetectionBuffer();
        buffer.Clear(keypointCount: 1);
        buffer.HasMasks = true;
        RleMask[] masks = [RleMask.FromCounts(1, 20, [9, 11]), RleMask.FromCounts(1, 20, [0, 10, 10]), RleMask.FromCounts(1, 20, [12, 8])];
        Add(buffer, new(2, 0, 12, 1), 0.25f, 1, 8);
        Add(buffer, new(0, 0, 10, 1), 0.75f, 1, 4);
        Add(buffer, new(0, 0, 10, 1), 0.6f, 2, 1);
        masks.CopyTo(buffer.Masks);

        new WeightedBoxesFusion().Apply(buffer);

        Assert.Equal([2, 1], buffer.ClassIds.ToArray());
        Assert.Equal([masks[2], masks[1]], buffer.Masks.ToArray());
    }

    [Fact]
    public void AgreesWithThePlainAlgorithmOnEveryKindOfScene()
    {
        foreach (var scene in BoxScenes.All(new(11)).Where(s => s.Boxes.Length <= 300))
        {
            var buffer = new DetectionBuffer();
            buffer.Clear();
            for (var i = 0; i < scene.Boxes.Length; i++)
                _ = buffer.Add(scene.Boxes[i], 0.5f + (scene.Scores[i] / 4), scene.ClassIds[i]);
            var expected = Plain(buffer.Boxes.ToArray(), buffer.Scores.ToArray(), buffer.ClassIds.ToArray(), 0.4, 3);

            new WeightedBoxesFusion { Threshold = 0.4, ModelCount = 3 }.Apply(buffer);

            Assert.Equal(expected.Count, buffer.Count);
            // Rounding may turn round two that are nearly as good.
            foreach (var (box, score) in expected)
                Assert.Contains(Enumerable.Range(0, buffer.Count), i => Math.Abs(buffer.Scores[i] - score) < 1e-5 && Close(buffer.Boxes[i], box));
        }
    }

    private static bool Close(Box a, Box b) =>
        Math.Abs(a.X1 - b.X1) + Math.Abs(a.Y1 - b.Y1) + Math.Abs(a.X2 - b.X2) + Math.Abs(a.Y2 - b.Y2) <= 0.01 + (1e-5 * (Math.Abs(b.X1) + Math.Abs(b.Y2)));

    // Clusters as lists, every fused box summed anew from its members.
    private static List<(Box Box, float Score)> Plain(Box[] boxes, float[] scores, int[] classIds, double threshold, int models)
    {
        var clusters = new List<List<int>>();
        foreach (var i in Enumerable.Range(0, boxes.Length).OrderByDescending(i => scores[i]))
        {
            var best = clusters.Where(c => classIds[c[0]] == classIds[i])
                .Select(c => (Cluster: c, IoU: IoUKernel.Value(Fused(c), boxes[i]))).Where(c => c.IoU > threshold)
                .OrderByDescending(c => c.IoU).FirstOrDefault();
            if (best.Cluster is null)
                clusters.Add([i]);
            else
                best.Cluster.Add(i);
        }

        return [.. clusters.Select(c => (Fused(c), c.Average(i => scores[i]) * Math.Min(c.Count, models) / models)).OrderByDescending(c => c.Item2)];

        Box Fused(List<int> c)
        {
            double sum = c.Sum(i => (double)scores[i]);
            float Mean(Func<Box, float> edge) => (float)(c.Sum(i => (double)edge(boxes[i]) * scores[i]) / sum);
            return c.Count == 1 ? boxes[c[0]] : new(Mean(b => b.X1), Mean(b => b.Y1), Mean(b => b.X2), Mean(b => b.Y2));
        }
    }

    private static void Add(DetectionBuffer buffer, Box box, float score, int classId, float point)
    {
        var index = buffer.Add(box, score, classId);
        new[] { point, point, 2 }.CopyTo(buffer.KeypointsOf(index));
    }
}
