using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics.Tests.Detection;

/// <summary>Counted bytes are those of the whole process: nothing else may run beside.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;

[Collection("alone")]
public class DetectionMemoryTests
{
    private const int Images = 40_000;
    private const int Classes = 1_000;

    [Fact]
    public void GrowsWithWhatIsKept_NotWithImagesTimesClasses()
    {
        _ = Allocated(100, 10);
        long fewImages = Allocated(100, Classes);
        long fewClasses = Allocated(Images, 10);
        long both = Allocated(Images, Classes);
        // One byte for each image and class would be 40 million of them. What classes or images take alone is taken off.
        Assert.InRange(both - Math.Max(fewImages, fewClasses), long.MinValue, Images * Classes / 2);
        // Of a class without objects there are no curves (2 x 10 x 101 x 4 x 3 numbers), only its name and its places in small tables.
        Assert.InRange(fewImages, 0, Classes * 5_000);
    }

    [Fact]
    public void StateGrowsWithDetections()
    {
        int none = State(0);
        int thousand = State(1_000);
        int twoThousand = State(2_000);
        Assert.Equal(thousand - none, twoThousand - thousand);
        Assert.InRange((thousand - none) / 1_000, 8 * 6, 80);
    }

    /// <summary>Bytes allocated for 200 detections, spread over the images, and their evaluation.</summary>
    private static long Allocated(int images, int classes)
    {
        IReadOnlyList<DetectionCategory> categories = DetectionCategory.FromNames(Enumerable.Range(0, classes).Select(c => $"c{c}"));
        long before = GC.GetTotalAllocatedBytes(precise: true);
        var accumulator = new DetectionAccumulator(categories);
        Box[] box = [new(0, 0, 50, 50)];
        for (int i = 0; i < images; i++)
        {
            // Two classes have objects, however many there are.
            if (i % (images / 100) == 0)
                accumulator.Update(i, box, [i % 2], box, [i % 2], [0.5f]);
            else
                accumulator.Update(i, [], [], [], [], []);
        }

        Assert.Equal(1, accumulator.Compute().Ap, 1e-12);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static int State(int detections)
    {
        var accumulator = new DetectionAccumulator(DetectionCategory.FromNames("a", "b"));
        Box[] boxes = [.. Enumerable.Range(0, detections).Select(i => new Box(i, i, i + 10, i + 10))];
        accumulator.Update(1, [], [], boxes, new int[detections], new float[detections]);
        return accumulator.Serialize().Length;
    }
}
