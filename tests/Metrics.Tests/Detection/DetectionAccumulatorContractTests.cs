using DeepRecipes.Contracts;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics.Tests.Detection;

/// <summary>Twenty images with ties, crowds and empty ones, for every kind.</summary>
public abstract class DetectionAccumulatorContract(CocoOptions options)
    : AccumulatorContract<DetectionAccumulator, CocoResult, (long Image, DetectionTruth[] Truths, DetectionPrediction[] Predictions)>
{
    private static readonly IReadOnlyList<DetectionCategory> Categories = [new(7, "b"), new(3, "a")];

    protected override DetectionAccumulator Create() => new(Categories, options);

    protected override IEnumerable<DetectionAccumulator> WrongPartners() =>
    [
        new([new(3, "a"), new(8, "b")], options),
        new(Categories, options with { MaxDetections = [1, 2, 100] }),
        new(Categories, options with { IoUThresholds = [0.5] }),
        new(Categories, options with { UseCategories = false }),
    ];

    protected override IReadOnlyList<(long Image, DetectionTruth[] Truths, DetectionPrediction[] Predictions)> Items()
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, 20).Select(i => ((long)((i * 37) % 101), Truths(random, i % 5), Predictions(random, i % 7)))];
    }

    protected override void Update(DetectionAccumulator accumulator, (long Image, DetectionTruth[] Truths, DetectionPrediction[] Predictions) item) =>
        accumulator.Update(item.Image, item.Truths, item.Predictions);

    protected override IEnumerable<double> Numbers(CocoResult result) => [.. result.Statistics.Select(s => s.Value), .. result.PerCategory.Select(c => c.Ap)];

    [Fact]
    public void VocCountsAndErrors_DoNotDependOnTheSplitEither()
    {
        double[] expected = Others(Fed(Items()));
        Assert.Contains(expected, number => number > 0);
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            (long Image, DetectionTruth[] Truths, DetectionPrediction[] Predictions)[] items = [.. Items()];
            random.Shuffle(items);
            int cut = random.Next(items.Length);
            DetectionAccumulator merged = Fed(items.Skip(cut));
            merged.Merge(DetectionAccumulator.Deserialize(Fed(items.Take(cut)).Serialize()));
            Assert.Equal(expected, Others(merged));
        }

        DetectionAccumulator Fed(IEnumerable<(long Image, DetectionTruth[] Truths, DetectionPrediction[] Predictions)> items)
        {
            DetectionAccumulator accumulator = Create();
            foreach ((long Image, DetectionTruth[] Truths, DetectionPrediction[] Predictions) item in items)
                Update(accumulator, item);
            return accumulator;
        }

        static double[] Others(DetectionAccumulator accumulator)
        {
            VocResult voc = accumulator.ComputeVoc();
            DetectionErrors errors = accumulator.ComputeErrors();
            DetectionCounts counts = accumulator.ComputeCounts(0.3).Total;
            return
            [
                voc.MeanElevenPoint, voc.MeanAllPoints, counts.TruePositives, counts.FalsePositives, counts.FalseNegatives, counts.F1,
                errors.Ap, .. errors.Errors.SelectMany(error => new[] { error.Count, error.ApLost }),
            ];
        }
    }

    private static DetectionTruth[] Truths(Random random, int count)
    {
        var truths = new DetectionTruth[count];
        for (int i = 0; i < count; i++)
        {
            CocoBox box = Box(random);
            truths[i] = new()
            {
                Category = random.Next(2) == 0 ? 3 : 7,
                Box = box,
                Area = random.Next(3) == 0 ? 1024 : null,
                IsCrowd = random.Next(8) == 0,
                Id = i + 1,
                Mask = Mask(box),
                Keypoints = Points(random, box),
            };
        }

        return truths;
    }

    private static DetectionPrediction[] Predictions(Random random, int count)
    {
        var predictions = new DetectionPrediction[count];
        for (int i = 0; i < count; i++)
        {
            CocoBox box = Box(random);
            predictions[i] = new()
            {
                Category = random.Next(2) == 0 ? 3 : 7,
                Score = Math.Round(random.NextDouble(), 1),
                Box = box,
                Mask = Mask(box),
                Keypoints = Points(random, box),
            };
        }

        return predictions;
    }

    private static CocoBox Box(Random random) => new(random.Next(4) * 5, random.Next(4) * 5, 10 + random.Next(30), 10 + random.Next(30));

    private static RleMask Mask(CocoBox box) =>
        RleMask.FromPolygons([[box.X, box.Y, box.X + box.Width, box.Y, box.X + box.Width, box.Y + box.Height, box.X, box.Y + box.Height]], 60, 60);

    private static double[] Points(Random random, CocoBox box) => [.. Enumerable.Range(0, 17).SelectMany(i =>
        new[] { box.X + (i % 4 * box.Width / 4) + random.Next(2), box.Y + (i / 4 * box.Height / 5), random.Next(3) })];
}

public class StrictBoxesContractTests() : DetectionAccumulatorContract(new());

public class CorrectedBoxesContractTests() : DetectionAccumulatorContract(new() { Mode = CocoMode.Corrected });

public class CorrectedMasksContractTests() : DetectionAccumulatorContract(new() { Mode = CocoMode.Corrected, Kind = DetectionKind.Masks });

public class StrictKeypointsContractTests() : DetectionAccumulatorContract(new() { Kind = DetectionKind.Keypoints });
