using System.Text.Json;
using DeepRecipes.Contracts;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection.Tests;

public class NonMaximumSuppressionTests
{
    public static TheoryData<string> Recorded() => [.. Cases().Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void GivesTorchvisionsIndices(string name)
    {
        var recorded = Cases().Single(c => c.GetProperty("name").GetString() == name);
        var (boxes, scores) = Read(recorded);
        var threshold = recorded.GetProperty("iou_threshold").GetDouble();

        Assert.Equal(Ints(recorded, "keep"), Select(new() { Threshold = threshold, PerClass = false }, boxes, scores, []));
        if (recorded.TryGetProperty("class_ids", out _))
            Assert.Equal(Ints(recorded, "batched_keep"), Select(new() { Threshold = threshold }, boxes, scores, Ints(recorded, "class_ids")));
    }

    [Theory]
    [InlineData(OverlapMeasure.IoU, true)]
    [InlineData(OverlapMeasure.IoU, false)]
    [InlineData(OverlapMeasure.IoS, true)]
    [InlineData(OverlapMeasure.IoS, false)]
    [InlineData(OverlapMeasure.DIoU, true)]
    [InlineData(OverlapMeasure.DIoU, false)]
    public void AgreesWithThePlainLoopOnEveryKindOfScene(OverlapMeasure measure, bool perClass)
    {
        var random = new Random(7);
        foreach (var scene in BoxScenes.All(random))
        {
            foreach (var threshold in new[] { 0, 0.1, 0.45, 0.7, 1 })
            {
                var suppression = new NonMaximumSuppression { Measure = measure, Threshold = threshold, PerClass = perClass };
                Assert.Equal(
                    PlainLoop(scene, measure, threshold, perClass),
                    Select(suppression, scene.Boxes, scene.Scores, scene.ClassIds));
            }
        }
    }

    [Fact]
    public void KeepsOnlyTheBestOfThoseAboveTheScoreThreshold()
    {
        Box[] apart = [new(0, 0, 1, 1), new(5, 0, 6, 1), new(10, 0, 11, 1), new(15, 0, 16, 1)];
        var suppression = new NonMaximumSuppression { ScoreThreshold = 0.2f, MaxDetections = 2, PerClass = false };

        Assert.Equal([3, 1], Select(suppression, apart, [0.2f, 0.5f, 0.3f, 0.9f], []));
    }

    [Fact]
    public void LimitCountsOverAllClasses()
    {
        var random = new Random(5);
        foreach (var scene in BoxScenes.All(random))
        {
            int[] classIds = [.. scene.ClassIds.Select(id => id switch { 0 => -7, 1 => int.MaxValue, _ => random.Next(40) })];
            var all = Select(new(), scene.Boxes, scene.Scores, classIds);
            Assert.Equal(PlainLoop(scene with { ClassIds = classIds }, OverlapMeasure.IoU, 0.45, perClass: true), all);
            Assert.Equal(all.Take(20), Select(new() { MaxDetections = 20 }, scene.Boxes, scene.Scores, classIds));
        }
    }

    [Fact]
    public void ThinsEveryArrayOfABufferAlike()
    {
        var buffer = new DetectionBuffer();
        buffer.Clear(keypointCount: 1, maskCoefficientCount: 2);
        Box[] boxes = [new(0, 0, 10, 10), new(50, 0, 60, 10), new(0, 0, 10, 9)];
        for (var i = 0; i < 3; i++)
        {
            _ = buffer.Add(boxes[i], 0.5f + (0.1f * i), 4);
            buffer.KeypointsOf(i).Fill(i);
            buffer.MaskCoefficientsOf(i).Fill(10 * i);
        }

        new NonMaximumSuppression().Apply(buffer);

        Assert.Equal([boxes[2], boxes[1]], buffer.Boxes.ToArray());
        Assert.Equal([0.7f, 0.6f], buffer.Scores.ToArray());
        Assert.Equal([2, 2, 2, 1, 1, 1], buffer.Keypoints.ToArray());
        Assert.Equal([20, 20, 10, 10], buffer.MaskCoefficients.ToArray());
    }

    [Fact]
    public void AllocatesNothingWhenWarm()
    {
        var scene = BoxScenes.All(new(3)).Last();
        var keep = new int[scene.Boxes.Length];
        var suppression = new NonMaximumSuppression();

        var allocated = Allocations.WhenWarm(() => suppression.Select(scene.Boxes, scene.Scores, scene.ClassIds, keep));

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void RefusesWhatIsNotANumber()
    {
        var one = new[] { new Box(0, 0, 1, 1) };
        var broken = new[] { new Box(0, float.NaN, 1, 1) };

        Assert.Contains("scores[0]", Assert.Throws<ArgumentException>(() => Select(new(), one, [float.NaN], [0])).Message, StringComparison.Ordinal);
        Assert.Contains("boxes[0]", Assert.Throws<ArgumentException>(() => Select(new(), broken, [1], [0])).Message, StringComparison.Ordinal);
        Assert.Contains("Threshold", Assert.Throws<ArgumentOutOfRangeException>(() => new NonMaximumSuppression { Threshold = double.NaN }).Message, StringComparison.Ordinal);
    }

    private static int[] Select(NonMaximumSuppression suppression, Box[] boxes, float[] scores, int[] classIds)
    {
        var keep = new int[boxes.Length];
        return keep[..suppression.Select(boxes, scores, classIds, keep)];
    }

    // Scalar, no grid, no early way out; LINQ's sort is stable.
    private static int[] PlainLoop(BoxScene scene, OverlapMeasure measure, double threshold, bool perClass)
    {
        var keep = new List<int>();
        foreach (var i in Enumerable.Range(0, scene.Boxes.Length).OrderByDescending(i => scene.Scores[i]))
        {
            if (!keep.Exists(k => (!perClass || scene.ClassIds[k] == scene.ClassIds[i]) && Overlap(scene.Boxes[i], scene.Boxes[k], measure) > threshold))
                keep.Add(i);
        }

        return [.. keep];
    }

    private static float Overlap(Box a, Box b, OverlapMeasure measure)
    {
        var inter = Math.Max(0, Math.Min(a.X2, b.X2) - Math.Max(a.X1, b.X1)) * Math.Max(0, Math.Min(a.Y2, b.Y2) - Math.Max(a.Y1, b.Y1));
        float areaA = a.Width * a.Height, areaB = b.Width * b.Height;
        var iou = inter / (areaA + areaB - inter);
        if (measure == OverlapMeasure.IoU)
            return iou;
        if (measure == OverlapMeasure.IoS)
            return inter / Math.Min(areaA, areaB);
        float w = Math.Max(a.X2, b.X2) - Math.Min(a.X1, b.X1), h = Math.Max(a.Y2, b.Y2) - Math.Min(a.Y1, b.Y1);
        float dx = ((a.X1 + a.X2) * 0.5f) - ((b.X1 + b.X2) * 0.5f), dy = ((a.Y1 + a.Y2) * 0.5f) - ((b.Y1 + b.Y2) * 0.5f);
        return iou - (((dx * dx) + (dy * dy)) / ((w * w) + (h * h) + 1e-7f));
    }

    private static (Box[] Boxes, float[] Scores) Read(JsonElement recorded)
    {
        var flat = recorded.GetProperty("boxes").EnumerateArray().Select(b => b.EnumerateArray().Select(v => v.GetSingle()).ToArray());
        return ([.. flat.Select(b => new Box(b[0], b[1], b[2], b[3]))], [.. recorded.GetProperty("scores").EnumerateArray().Select(s => s.GetSingle())]);
    }

    private static int[] Ints(JsonElement recorded, string name) => [.. recorded.GetProperty(name).EnumerateArray().Select(v => v.GetInt32())];

    private static IEnumerable<JsonElement> Cases()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(TestData.Path("boxes.json")));
        return [.. file.RootElement.GetProperty("nms").Clone().EnumerateArray()];
    }
}
