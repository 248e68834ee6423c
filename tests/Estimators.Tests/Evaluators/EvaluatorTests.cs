using DeepRecipes.Kernels;
using DeepRecipes.Metrics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Estimators.Tests;

public sealed class EvaluatorTests
{
    private readonly MLContext _context = new(seed: 1);

    private sealed class Detections
    {
        public long Id { get; set; }

        [VectorType(0, 4)]
        public float[] TruthBoxes { get; set; } = [];

        [VectorType]
        public int[] TruthClasses { get; set; } = [];

        [VectorType(0, 4)]
        public float[] Boxes { get; set; } = [];

        [VectorType]
        public int[] Classes { get; set; } = [];

        [VectorType]
        public float[] Scores { get; set; } = [];
    }

    private sealed class Scored
    {
        public string Class { get; set; } = "";

        [VectorType(3)]
        public float[] Score { get; set; } = [];

        public bool Label { get; set; }

        public float Probability { get; set; }
    }

    [Fact]
    public void Perfect_detections_have_an_AP_of_1_and_missed_ones_lower_it()
    {
        Detections[] rows =
        [
            new() { Id = 7, TruthBoxes = [0, 0, 50, 50, 60, 60, 99, 99], TruthClasses = [0, 1], Boxes = [0, 0, 50, 50, 60, 60, 99, 99], Classes = [0, 1], Scores = [.9f, .8f] },
            new() { Id = 9, TruthBoxes = [5, 5, 45, 45], TruthClasses = [0], Boxes = [5, 5, 45, 45], Classes = [0], Scores = [.7f] },
        ];
        var vision = _context.Vision();
        var view = new CountingView(_context.Data.LoadFromEnumerable(rows));
        var perfect = vision.EvaluateDetection(view, ["cat", "dog"], new() { ImageId = "Id" });
        Assert.Equal(1, perfect.Ap, 12);
        Assert.Equal([["Boxes", "Classes", "Id", "Scores", "TruthBoxes", "TruthClasses"]], view.Cursors);

        rows[1].Boxes = [60, 60, 99, 99];
        var missed = vision.EvaluateDetection(_context.Data.LoadFromEnumerable(rows), ["cat", "dog"]);
        Assert.True(missed.Ap < .8);
        Assert.Equal(1, missed.PerCategory[1].Ap, 12);
    }

    [Fact]
    public void Parts_of_a_view_merge_to_the_whole()
    {
        var rows = Enumerable.Range(0, 6).Select(i => new Detections
        {
            Id = i, TruthBoxes = [i, i, i + 40, i + 30], TruthClasses = [i % 2], Boxes = [i, i, i + 40, i + 25 + i], Classes = [i % 2], Scores = [.5f + (.01f * i)],
        }).ToArray();
        var vision = _context.Vision();
        DetectionEvaluationColumns columns = new() { ImageId = "Id" };
        var whole = vision.EvaluateDetection(_context.Data.LoadFromEnumerable(rows), ["a", "b"], columns);
        var first = vision.AccumulateDetection(_context.Data.LoadFromEnumerable(rows[4..]), ["a", "b"], columns);
        first.Merge(vision.AccumulateDetection(_context.Data.LoadFromEnumerable(rows[..4]), ["a", "b"], columns));
        Assert.Equal(whole.Statistics.ToArray(), first.Compute().Statistics.ToArray());
    }

    [Fact]
    public void Columns_that_do_not_belong_together_are_named_with_their_row()
    {
        Detections[] rows = [new() { TruthBoxes = [0, 0, 5, 5], TruthClasses = [0], Boxes = [0, 0, 5, 5], Classes = [0, 0], Scores = [1] }];
        var error = Assert.Throws<ArgumentException>(() => _context.Vision().EvaluateDetection(_context.Data.LoadFromEnumerable(rows), ["a"]));
        Assert.Contains("Row 0", error.Message);
        var missing = Assert.ThrowsAny<ArgumentException>(() => _context.Vision().EvaluateDetection(_context.Data.LoadFromEnumerable(rows), ["a"], new() { Boxes = "Nowhere" }));
        Assert.Contains("'Nowhere'", missing.Message);
    }

    [Fact]
    public void Classes_are_named_by_the_keys_values()
    {
        Scored[] rows =
        [
            new() { Class = "cat", Score = [.7f, .2f, .1f] },
            new() { Class = "dog", Score = [.1f, .8f, .1f] },
            new() { Class = "emu", Score = [.2f, .5f, .3f] },
            new() { Class = "cat", Score = [.6f, .2f, .2f] },
        ];
        var data = _context.Data.LoadFromEnumerable(rows);
        var keyed = _context.Transforms.Conversion.MapValueToKey("Key", "Class").Fit(data).Transform(data);
        var result = _context.Vision().EvaluateClassification(keyed, "Key");
        Assert.Equal(4, _context.Vision().AccumulateClassification(keyed, "Key").Count);
        Assert.Equal(["cat", "dog", "emu"], result.Confusion.Classes.ToArray());
        Assert.Equal(.75, result.Accuracy);
        Assert.Equal(1, result.Confusion[2, 1]);
    }

    [Fact]
    public void A_binary_view_gives_the_binary_numbers()
    {
        Scored[] rows = [new() { Label = true, Probability = .9f }, new() { Label = false, Probability = .4f }, new() { Label = true, Probability = .3f }, new() { Label = false, Probability = .1f }];
        var result = _context.Vision().EvaluateBinaryClassification(_context.Data.LoadFromEnumerable(rows));
        Assert.Equal(.75, result.Accuracy);
        Assert.Equal(.75, result.Roc.Area, 12);
        var wrong = Assert.ThrowsAny<ArgumentException>(() => _context.Vision().EvaluateBinaryClassification(_context.Data.LoadFromEnumerable(rows), "Class"));
        Assert.Contains("expected Boolean, got String", wrong.Message);
    }

    private sealed class People
    {
        [VectorType(0, 4)]
        public float[] TruthBoxes { get; set; } = [0, 0, 20, 20, 50, 50, 70, 70];

        [VectorType]
        public float[] TruthAreas { get; set; } = [400, 400];

        [VectorType]
        public bool[] TruthCrowds { get; set; } = [false, false];

        [VectorType(0, 2, 3)]
        public float[] TruthKeypoints { get; set; } = [5, 5, 2, 15, 15, 2, 55, 55, 2, 65, 65, 2];

        [VectorType(0, 2, 3)]
        public float[] Keypoints { get; set; } = [5, 5, 1, 15, 15, 1];

        [VectorType]
        public int[] Classes { get; set; } = [0];

        [VectorType]
        public float[] Scores { get; set; } = [.9f];

        [VectorType(0, 4)]
        public float[] Boxes { get; set; } = [0, 0, 20, 20];
    }

    [Fact]
    public void Keypoints_of_several_objects_are_measured_by_their_similarity()
    {
        CocoOptions options = new() { Kind = DetectionKind.Keypoints, KeypointSigmas = [.1, .1], Mode = CocoMode.Corrected };
        DetectionEvaluationColumns columns = new() { TruthClasses = null, TruthAreas = "TruthAreas", TruthCrowds = "TruthCrowds" };
        var view = new CountingView(_context.Data.LoadFromEnumerable([new People()]));
        var one = _context.Vision().EvaluateDetection(view, ["person"], columns, options);
        Assert.Equal([["Classes", "Keypoints", "Scores", "TruthAreas", "TruthBoxes", "TruthCrowds", "TruthKeypoints"]], view.Cursors);
        Assert.Equal(.5, one["AR"], 12);
        // A crowd is not missed.
        var crowd = _context.Vision().EvaluateDetection(_context.Data.LoadFromEnumerable([new People { TruthCrowds = [false, true] }]), ["person"], columns, options);
        Assert.Equal(1, crowd["AR"], 12);
        var error = Assert.Throws<ArgumentException>(
            () => _context.Vision().EvaluateDetection(_context.Data.LoadFromEnumerable([new People { Keypoints = new float[12] }]), ["person"], columns, options));
        Assert.Contains("Row 0 (image 0): 'Keypoints' holds 12 values, and 'Scores' 1 objects", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Areas_decide_about_the_size()
    {
        People[] rows = [new() { TruthAreas = [400, 5000] }];
        DetectionEvaluationColumns columns = new() { TruthClasses = null };
        var bySize = _context.Vision().EvaluateDetection(_context.Data.LoadFromEnumerable(rows), ["person"], columns, new() { Mode = CocoMode.Corrected });
        var byArea = _context.Vision().EvaluateDetection(_context.Data.LoadFromEnumerable(rows), ["person"], columns with { TruthAreas = "TruthAreas" }, new() { Mode = CocoMode.Corrected });
        Assert.Equal((.5, double.NaN), (bySize["ARs"], bySize["ARm"]));
        Assert.Equal((1, 0), (byArea["ARs"], byArea["ARm"]));
    }

    private sealed class Outlined
    {
        [VectorType(0, 4)]
        public float[] TruthBoxes { get; set; } = [0, 0, 4, 4, 4, 0, 8, 4];

        [VectorType]
        public string[] TruthMasks { get; set; } = [Columns(0, 4), Columns(4, 8)];

        [VectorType]
        public string[] Masks { get; set; } = [Columns(4, 8), Columns(1, 4)];

        [VectorType]
        public int[] Classes { get; set; } = [0, 0];

        [VectorType]
        public float[] Scores { get; set; } = [.9f, .8f];

        // A mask of some columns of a picture of 8 x 4.
        public static string Columns(uint first, uint end) => RleMask.FromCounts(4, 8, [4 * first, 4 * (end - first), 4 * (8 - end)]).ToJson();
    }

    [Fact]
    public void Masks_are_compared_pixel_by_pixel()
    {
        CocoOptions options = new() { Kind = DetectionKind.Masks };
        DetectionEvaluationColumns columns = new() { TruthClasses = null };
        var view = new CountingView(_context.Data.LoadFromEnumerable([new Outlined()]));
        var result = _context.Vision().EvaluateDetection(view, ["thing"], columns, options);
        Assert.Equal([["Classes", "Masks", "Scores", "TruthBoxes", "TruthMasks"]], view.Cursors);
        // The second mask has 12 of 16 pixels, so that both are found up to an overlap of 0.75: at six of the ten thresholds.
        Assert.Equal(((10 * .5) + (6 * .5)) / 10, result["AR100"], 12);

        // The accumulator, given the same, gives the same.
        var accumulator = new DetectionAccumulator(DetectionCategory.FromNames("thing"), options);
        accumulator.Update(
            0, [.. new Outlined().TruthMasks.Select((mask, i) => new DetectionTruth { Category = 0, Box = new(4 * i, 0, 4, 4), Mask = RleMask.FromJson(mask) })],
            [.. new Outlined().Masks.Select((mask, i) => new DetectionPrediction { Category = 0, Score = i == 0 ? .9f : .8f, Mask = RleMask.FromJson(mask) })]);
        Assert.Equal(accumulator.Compute().Statistics.ToArray(), result.Statistics.ToArray());

        Assert.Contains("Row 0 (image 0): 'Masks', object 1: A mask must be", Refused(new() { Masks = [Outlined.Columns(0, 1), "no mask"] }));
        Assert.Contains("'TruthMasks' holds 1 values, and 'TruthBoxes' 2 objects", Refused(new() { TruthMasks = [Outlined.Columns(0, 1)] }));
        Assert.Contains("one mask is 8 x 4, and another one 4 x 8", Refused(new() { Masks = [Outlined.Columns(0, 1), RleMask.FromCounts(8, 4, [32]).ToJson()] }));

        string Refused(Outlined row) => Assert.Throws<ArgumentException>(() => _context.Vision().EvaluateDetection(_context.Data.LoadFromEnumerable([row]), ["thing"], columns, options)).Message;
    }

    private sealed class Weighted
    {
        public bool Label { get; set; }

        public float Probability { get; set; }

        public float Weight { get; set; } = 1;

        [KeyType(2)]
        public uint Class { get; set; }

        [VectorType(2)]
        public float[] Score { get; set; } = [];
    }

    [Fact]
    public void Weights_count_and_a_state_gives_intervals()
    {
        Weighted[] rows =
        [
            new() { Label = true, Class = 1, Probability = .9f, Score = [.1f, .9f] },
            new() { Label = false, Class = 0, Probability = .6f, Score = [.4f, .6f], Weight = 3 },
            new() { Label = false, Class = 0, Probability = .2f, Score = [.8f, .2f] },
        ];
        var data = _context.Data.LoadFromEnumerable(rows);
        Assert.Equal(2.0 / 5, _context.Vision().EvaluateBinaryClassification(data, weightColumnName: "Weight").Accuracy, 12);
        Assert.Equal(2.0 / 5, _context.Vision().EvaluateClassification(data, "Class", weightColumnName: "Weight").Accuracy, 12);
        Assert.Equal(2.0 / 3, _context.Vision().EvaluateClassification(data, "Class").Accuracy, 12);
        var interval = _context.Vision().AccumulateBinaryClassification(data).Bootstrap(r => r.Accuracy, new() { Replicates = 50 });
        Assert.InRange(interval.Value, interval.Low, interval.High);
        var view = new CountingView(data);
        _ = _context.Vision().EvaluateBinaryClassification(view);
        _ = _context.Vision().EvaluateBinaryClassification(view, weightColumnName: "Weight");
        _ = _context.Vision().EvaluateClassification(view, "Class", weightColumnName: "Weight");
        Assert.Equal([["Label", "Probability"], ["Label", "Probability", "Weight"], ["Class", "Score", "Weight"]], view.Cursors);
        rows[1].Weight = -1;
        Assert.Contains("Row 1", Assert.ThrowsAny<ArgumentException>(() => _context.Vision().EvaluateBinaryClassification(data, weightColumnName: "Weight")).Message, StringComparison.Ordinal);
    }
}
