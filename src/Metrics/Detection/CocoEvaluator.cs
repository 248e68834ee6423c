using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace DeepRecipes.Metrics;

/// <summary>COCO's protocol over a table: rows are bucketed by category and image once, then categories are evaluated side by side.</summary>
internal static class CocoEvaluator
{
    /// <summary>pycocotools' one category when categories are not used.</summary>
    private static readonly DetectionCategory Anything = new(-1, "all");

    public static CocoResult Evaluate(DetectionTable table, CocoOptions options)
    {
        ImmutableArray<DetectionCategory> categories = options.UseCategories ? table.Categories : [Anything];
        int[] ranks = table.ImageRanks();
        int[] truthRows = Bucketing.All(table.Truths.Count);
        int[] detectionRows = Bucketing.All(table.Detections.Count);
        int[] truthStarts = [];
        int[] detectionStarts = [];
        Parallel.Invoke(
            () => truthStarts = Order(ref truthRows, table.Truths.Images, table.Truths.Categories, ranks, table.Categories.Length, options.UseCategories),
            () => detectionStarts = Order(ref detectionRows, table.Detections.Images, table.Detections.Categories, ranks, table.Categories.Length, options.UseCategories));
        var curves = new CocoCurves(options, categories.Length);
        var problem = new CocoProblem(table, options, ranks, truthRows, truthStarts, detectionRows, detectionStarts);

        // The categories with most to do first, so that no core is left with a long last one.
        int[] order = [.. Enumerable.Range(0, categories.Length).OrderByDescending(k => detectionStarts[k + 1] - detectionStarts[k])];
        var free = new ConcurrentBag<CocoCategoryEvaluator>();
        var allCores = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(Partitioner.Create(order, EnumerablePartitionerOptions.NoBuffering), allCores, k =>
        {
            if (!free.TryTake(out CocoCategoryEvaluator? evaluator))
                evaluator = new CocoCategoryEvaluator(problem, curves);
            evaluator.Evaluate(k);
            free.Add(evaluator);
        });
        return new CocoResult(options, categories, curves);
    }

    /// <summary>By category, then image, then as they came; without categories by image, then category, as pycocotools collects them.</summary>
    private static int[] Order(ref int[] rows, List<int> images, List<int> categories, int[] ranks, int categoryCount, bool useCategories)
    {
        int[] places = Bucketing.Keys(CollectionsMarshal.AsSpan(images), ranks);
        if (useCategories)
        {
            Bucketing.Sort(ref rows, places, ranks.Length);
            return Bucketing.Sort(ref rows, CollectionsMarshal.AsSpan(categories), categoryCount);
        }

        Bucketing.Sort(ref rows, CollectionsMarshal.AsSpan(categories), categoryCount);
        Bucketing.Sort(ref rows, places, ranks.Length);
        return [0, rows.Length];
    }
}

/// <summary>A table in the order its evaluation needs.</summary>
/// <param name="Table">The columns.</param>
/// <param name="Options">Checked options.</param>
/// <param name="ImageRanks">For each image its place among the rising ids.</param>
/// <param name="TruthRows">Rows by category, then image.</param>
/// <param name="TruthStarts">Where each category begins in <paramref name="TruthRows"/>.</param>
/// <param name="DetectionRows">Rows by category, then image.</param>
/// <param name="DetectionStarts">Where each category begins in <paramref name="DetectionRows"/>.</param>
internal sealed record CocoProblem(
    DetectionTable Table, CocoOptions Options, int[] ImageRanks, int[] TruthRows, int[] TruthStarts, int[] DetectionRows, int[] DetectionStarts);
