namespace DeepRecipes.Detection;

/// <summary>RetinaNet's heads: class logits and box offsets of every anchor of every level.</summary>
/// <remarks>
/// Outputs: scores <c>[1, N, C]</c> (logits) and boxes <c>[1, N, 4]</c> (offsets). The anchors are torchvision's: centred on the cells' top left corners, edges
/// rounded to whole pixels; a cell has every size of the first aspect ratio (height over width), then of the next. Every class above the
/// threshold is reported. Usual suppression: IoU 0.5 per class. Followed: Lin et al. 2017, "Focal Loss", and torchvision's <c>retinanet</c>.
/// </remarks>
public sealed record RetinaNetDecoder : IDetectionDecoder<RetinaNetDecoder>
{
    // exp of more would be an overflow of the box, torchvision clamps here.
    private static readonly float LargestLogScale = MathF.Log(1000f / 16);

    /// <inheritdoc/>
    public static string Kind => "retinanet";

    /// <summary>Candidates with a score greater than this are reported. From 0 to 1; 0.05 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.05f;

    /// <summary>The levels in the order in which the network lists their anchors; torchvision's five by default.</summary>
    public IReadOnlyList<RetinaNetLevel> Levels { get; init => field = Option.NotEmpty(value); } =
        [new(8, [32, 40, 50]), new(16, [64, 80, 101]), new(32, [128, 161, 203]), new(64, [256, 322, 406]), new(128, [512, 645, 812])];

    /// <summary>Aspect ratios of the anchors, height over width; 0.5, 1 and 2 by default.</summary>
    public IReadOnlyList<float> AspectRatios { get; init => field = Option.NotEmpty(value); } = [0.5f, 1, 2];

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("cls_logits|scores", "1 N C"), new("bbox_regression|boxes", "1 N 4")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[2];
        OutputPlan.Bind(this, outputs, input, roles);
        var scores = outputs[roles[0]];
        var expected = 0L;
        for (var i = 0; i < Levels.Count; i++)
            expected += AnchorsOf(Levels[i], input);
        CandidateCount.Ensure(this, scores.Dimensions[1], expected, input);
        destination.Clear();
        var classes = scores.Dimensions[2];
        var logits = scores.Values;
        var boxes = outputs[roles[1]].Values;
        for (var i = 0; i < Levels.Count; i++)
        {
            var count = (int)AnchorsOf(Levels[i], input);
            DecodeLevel(Levels[i], logits[..(count * classes)], classes, boxes, input, destination);
            logits = logits[(count * classes)..];
            boxes = boxes[(count * 4)..];
        }
    }

    private long AnchorsOf(RetinaNetLevel level, NetworkSize input) =>
        (long)GridSymbol.Cells(input.Width, level.Stride) * GridSymbol.Cells(input.Height, level.Stride) * level.Sizes.Count * AspectRatios.Count;

    private void DecodeLevel(
        RetinaNetLevel level, ReadOnlySpan<float> logits, int classes, ReadOnlySpan<float> boxes, NetworkSize input, DetectionBuffer destination)
    {
        var logitLimit = Activations.LogitBelow(ScoreThreshold);
        var anchors = level.Sizes.Count * AspectRatios.Count;
        var columns = GridSymbol.Cells(input.Width, level.Stride);
        for (var i = 0; i < logits.Length; i++)
        {
            if (logits[i] < logitLimit)
                continue;
            var score = Activations.Sigmoid(logits[i]);
            if (score <= ScoreThreshold)
                continue;
            var candidate = i / classes;
            var cell = candidate / anchors;
            var box = BoxOf(level, candidate % anchors, (cell % columns) * level.Stride, (cell / columns) * level.Stride, boxes.Slice(candidate * 4, 4));
            _ = destination.Add(box, score, i % classes);
        }
    }

    private Kernels.Box BoxOf(RetinaNetLevel level, int anchor, float left, float top, ReadOnlySpan<float> offsets)
    {
        var root = MathF.Sqrt(AspectRatios[anchor / level.Sizes.Count]);
        var size = level.Sizes[anchor % level.Sizes.Count];
        // Halves are rounded before the centre is added, so that width and height are even.
        var width = 2 * MathF.Round(size / root / 2);
        var height = 2 * MathF.Round(size * root / 2);
        return BoxFormat.FromCentre(
            left + (offsets[0] * width), top + (offsets[1] * height),
            width * MathF.Exp(MathF.Min(offsets[2], LargestLogScale)), height * MathF.Exp(MathF.Min(offsets[3], LargestLogScale)));
    }
}
