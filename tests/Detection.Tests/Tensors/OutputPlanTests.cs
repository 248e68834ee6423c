namespace DeepRecipes.Detection.Tests;

public class OutputPlanTests
{
    [Fact]
    public void ByShapeWhereNamesSayNothing() =>
        Assert.Equal([2, 0], Bind([View("a", 1, 50, 4), View("b", 1, 3), View("c", 1, 50, 2)], new("scores", "1 N 2"), new("boxes", "1 N 4")));

    [Fact]
    public void ByNameWhereShapesAreTheSame()
    {
        var outputs = new[] { View("SCORES", 5), View("labels", 5) };

        Assert.Equal([1, 0], Bind(outputs, new("labels", "N"), new("scores", "N")));
        Assert.Equal([0, 1], Bind([View("x", 5), View("y", 5)], new("labels", "N"), new("scores", "N")));
        Assert.Equal([1, 0], Bind([View("conf", 5), View("y", 5)], new("labels", "N"), new("scores|conf", "N")));
    }

    [Fact]
    public void AChoiceThatLeadsNowhereIsTakenBack() =>
        // The first output fits the first role too, but then nothing is left for the second.
        Assert.Equal([1, 0], Bind([View("a", 7, 4), View("b", 9, 4)], new("any", "N 4"), new("seven", "7 4")));

    [Fact]
    public void OutputsOfOneShapeAreNotTriedInEveryOrder()
    {
        // Of 40 alike there are 3 thousand million ways to choose the first six roles of YuNet's.
        TensorView[] alike = [.. Enumerable.Range(0, 40).Select(i => View($"o{i}", 1, 100, 1)), View("boxes", 1, 100, 4)];

        Assert.Equal(["retinanet", "rtdetr", "yolov8", "yolov8-obb"], DetectionDecoders.WhichFit(alike));
    }

    [Fact]
    public void ASymbolIsTheSameEverywhere() =>
        Assert.Equal([0, 2], Bind([View("a", 1, 50, 2), View("b", 1, 49, 4), View("c", 1, 50, 4)], new("scores", "1 N 2"), new("boxes", "1 N 4")));

    [Fact]
    public void GridsMustBeThoseOfTheInput()
    {
        Assert.Equal([0], Bind([View("a", 1, 32, 40)], new TensorPattern("map", "1 H/8 W/8")));
        _ = Assert.Throws<ArgumentException>(() => Bind([View("a", 1, 40, 32)], new TensorPattern("map", "1 H/8 W/8")));
    }

    [Fact]
    public void ABatchOfOneMayStandBeforeATable()
    {
        Assert.Equal([0], Bind([View("a", 1, 5, 7)], new TensorPattern("rows", "N 7")));
        _ = Assert.Throws<ArgumentException>(() => Bind([View("a", 2, 5, 7)], new TensorPattern("rows", "N 7")));
        _ = Assert.Throws<ArgumentException>(() => Bind([View("a", 1, 1, 7)], new TensorPattern("rows", "1 7")));
    }

    [Fact]
    public void RealModelsAreRecognised()
    {
        Assert.Contains("ultraface", DetectionDecoders.WhichFit([View("scores", 1, 4420, 2), View("boxes", 1, 4420, 4)]), StringComparer.Ordinal);
        Assert.Contains("fastestdet", DetectionDecoders.WhichFit([View("output", 1, 85, 22, 22)]), StringComparer.Ordinal);
        Assert.Contains("yolov8", DetectionDecoders.WhichFit([View("output0", 1, 84, 8400)]), StringComparer.Ordinal);
        Assert.Equal("blazeface", DetectionDecoders.WhichFit([View("a", 1, 512, 1), View("b", 1, 384, 1), View("c", 1, 512, 16), View("d", 1, 384, 16)])[0]);
        Assert.Empty(DetectionDecoders.WhichFit([View("probabilities", 1000)]));
    }

    [Fact]
    public void WhatIsSuggestedIsWhatTheMetadataAskForOrTheOnlyOneThatReadsEverything()
    {
        TensorView[] face = [View("a", 1, 512, 1), View("b", 1, 384, 1), View("c", 1, 512, 16), View("d", 1, 384, 16)];
        var pose = new ModelMetadata { Task = "pose", KeypointCount = 5, KeypointValues = 3, ClassNames = ["face"] };

        Assert.IsType<BlazeFaceDecoder>(DetectionDecoders.Suggest(new(), face));
        Assert.Equal(5, Assert.IsType<YoloV8PoseDecoder>(DetectionDecoders.Suggest(pose, face)).KeypointCount);

        // Others may read some of the outputs, or could read all of them: then it is for the caller to say.
        Assert.Contains("ssd, ultraface", Refused(new(), View("scores", 1, 4420, 2), View("boxes", 1, 4420, 4)).Replace("retinanet, ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("yolov8", Refused(new() { Task = "count" }, View("output0", 1, 84, 8400)), StringComparison.Ordinal);
        Assert.Contains("task: count", Refused(new() { Task = "count" }, View("output0", 1, 84, 8400)), StringComparison.Ordinal);
        Assert.Contains("probabilities [1000]", Refused(new(), View("probabilities", 1000)), StringComparison.Ordinal);
        Assert.Contains("not all are known", Refused(new()), StringComparison.Ordinal);

        static string Refused(ModelMetadata metadata, params TensorView[] outputs) => Assert.Throws<ArgumentException>(() => DetectionDecoders.Suggest(metadata, outputs)).Message;
    }

    [Fact]
    public void ModelsWithTheirOwnSuppressionAreNotTakenForThoseWithout()
    {
        // ultralytics' export of 80 classes with nms=True or an end-to-end head; as YOLOv8's it would be 6 candidates of 296 classes.
        TensorView[] final = [View("output0", 1, 300, 6)];
        var detect = new ModelMetadata { Task = "detect", ClassNames = [.. Enumerable.Range(0, 80).Select(i => $"class {i}")] };

        Assert.IsType<YoloV10Decoder>(DetectionDecoders.Suggest(detect, final));
        Assert.IsType<YoloV10Decoder>(DetectionDecoders.Suggest(detect with { EndToEnd = true }, []));
        Assert.IsType<YoloV8Decoder>(DetectionDecoders.Suggest(detect, [View("output0", 1, 84, 8400)]));

        var error = Assert.Throws<ArgumentException>(() => DetectionDecoders.Suggest(new() { Task = "segment", EndToEnd = true }, [View("output0", 1, 300, 38), View("output1", 1, 32, 160, 160)])).Message;
        Assert.Contains("nms=False", error, StringComparison.Ordinal);
    }

    [Fact]
    public void TheInputsSizeTellsPastedMasksFromSmallOnes()
    {
        TensorView[] small = Outputs(28, 28), pasted = Outputs(256, 320);

        Assert.IsType<MaskRcnnDecoder>(DetectionDecoders.Suggest(new(), small, new(320, 256)));
        Assert.IsType<MaskRcnnPastedDecoder>(DetectionDecoders.Suggest(new(), pasted, new(320, 256)));
        Assert.IsType<MaskRcnnPastedDecoder>(DetectionDecoders.Suggest(new(), pasted));
        // Where the input is as small as a mask, either could be meant.
        foreach (NetworkSize? input in new NetworkSize?[] { null, new(28, 28) })
            Assert.Contains("could read them; name one of maskrcnn, maskrcnn-pasted, ", Assert.Throws<ArgumentException>(() => DetectionDecoders.Suggest(new(), small, input)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("maskrcnn-pasted", DetectionDecoders.WhichFit(pasted, new(256, 320)), StringComparer.Ordinal);

        static TensorView[] Outputs(int rows, int columns) => [View("boxes", 2, 4), View("labels", 2), View("scores", 2), View("masks", 2, 1, rows, columns)];
    }

    private static TensorView View(string name, params int[] dimensions) => new Head(name, dimensions).View;

    private static int[] Bind(TensorView[] outputs, params TensorPattern[] patterns)
    {
        var roles = new int[patterns.Length];
        OutputPlan.Bind(new Fake(patterns), outputs, new(320, 256), roles);
        return roles;
    }

    private sealed class Fake(TensorPattern[] patterns) : IDetectionDecoder
    {
        public IReadOnlyList<TensorPattern> ExpectedOutputs => patterns;

        public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination) => throw new NotSupportedException();
    }
}
