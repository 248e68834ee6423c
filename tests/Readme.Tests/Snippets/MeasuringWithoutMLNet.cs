using DeepRecipes.Kernels;
using DeepRecipes.Metrics;

namespace DeepRecipes.Readme.Tests.Snippets;

internal static class MeasuringWithoutMLNet
{
    public static void Run()
    {
        var monday = new DetectionAccumulator(DetectionCategory.FromNames("cat", "dog"));
        monday.Update(imageId: 1, [new Box(0, 0, 50, 50)], [0], boxes: [new Box(1, 0, 50, 49)], [0], scores: [0.9f]);
        var tuesday = new DetectionAccumulator(DetectionCategory.FromNames("cat", "dog"));
        tuesday.Update(imageId: 2, [new Box(10, 10, 90, 70)], [1], boxes: [new Box(12, 9, 88, 70)], [1], scores: [0.8f]);

        monday.Merge(DetectionAccumulator.Deserialize(tuesday.Serialize()));
        CocoResult result = monday.Compute();
        Console.WriteLine(result);
        Assert.Equal(1, result.Ap50, 12);
    }
}
