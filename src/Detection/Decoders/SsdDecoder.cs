using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>SSD with its prior boxes: class logits and box offsets of every prior.</summary>
/// <remarks>
/// Outputs: scores <c>[1, N, C + 1]</c> (logits; class 0 is the background, so that the first real class is reported as 0) and boxes
/// <c>[1, N, 4]</c> (offsets, scaled by the variances 0.1 and 0.2). Every class above the threshold is reported. Usual suppression: IoU 0.45 per class.
/// The default priors are SSD300's for PASCAL VOC. Followed: Liu et al. 2016, "SSD", and amdegroot/ssd.pytorch.
/// </remarks>
public sealed record SsdDecoder : IDetectionDecoder<SsdDecoder>
{
    private const float CentreVariance = 0.1f;
    private const float SizeVariance = 0.2f;

    /// <inheritdoc/>
    public static string Kind => "ssd";

    /// <summary>Candidates with a score greater than this are reported. From 0 to 1; 0.3 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.3f;

    /// <summary>Whether scores are probabilities already; false by default: they are logits and a softmax over the classes follows.</summary>
    public bool ScoresAreProbabilities { get; init; }

    /// <summary>Whether centre and size of priors are clipped to the input, as ssd.pytorch does; true by default.</summary>
    public bool ClipPriors { get; init; } = true;

    /// <summary>The feature maps in the order in which the network lists their priors.</summary>
    public IReadOnlyList<SsdLevel> Levels { get; init => field = Option.NotEmpty(value); } =
    [
        new(38, 38, 8, 30, 60, [2]),
        new(19, 19, 16, 60, 111, [2, 3]),
        new(10, 10, 32, 111, 162, [2, 3]),
        new(5, 5, 64, 162, 213, [2, 3]),
        new(3, 3, 100, 213, 264, [2]),
        new(1, 1, 300, 264, 315, [2]),
    ];

    /// <inheritdoc/>
    public NetworkInput UsualInput => new() { Fit = ResizeFit.Stretch, Format = new() { Normalization = ChannelNormalization.FromMeanDeviation(123, 117, 104, 1, 1, 1, maxValue: 1) }, Fill = 0 };

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("scores", "1 N C+1"), new("boxes", "1 N 4")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[2];
        OutputPlan.Bind(this, outputs, input, roles);
        var scores = outputs[roles[0]];
        var boxes = outputs[roles[1]].Values;
        var expected = 0L;
        for (var i = 0; i < Levels.Count; i++)
            expected += (long)Levels[i].Columns * Levels[i].Rows * Levels[i].PriorsPerCell;
        CandidateCount.Ensure(this, scores.Dimensions[1], expected, input);
        destination.Clear();
        var first = 0;
        for (var i = 0; i < Levels.Count; i++)
            first = DecodeLevel(Levels[i], scores.Values, scores.Dimensions[2], boxes, first, input, destination);
    }

    private int DecodeLevel(
        SsdLevel level, ReadOnlySpan<float> scores, int classes, ReadOnlySpan<float> boxes, int first, NetworkSize input, DetectionBuffer destination)
    {
        var logitLimit = Activations.LogitBelow(ScoreThreshold);
        var priors = level.PriorsPerCell;
        var count = level.Columns * level.Rows * priors;
        for (var i = 0; i < count; i++)
        {
            var row = scores.Slice((first + i) * classes, classes);
            // A softmax is at most the sigmoid of the lead over the background: most priors need no exponential.
            var best = 1 + ClassScores.Best(row[1..]);
            if (ScoresAreProbabilities ? row[best] <= ScoreThreshold : row[best] - row[0] < logitLimit)
                continue;
            var box = BoxOf(level, i, boxes.Slice((first + i) * 4, 4), input);
            var (top, sum) = ScoresAreProbabilities ? (0, 1) : Softmax.Parts(row);
            for (var c = 1; c < classes; c++)
            {
                var score = ScoresAreProbabilities ? row[c] : MathF.Exp(row[c] - top) / sum;
                if (!(score <= ScoreThreshold))
                    _ = destination.Add(box, score, c - 1);
            }
        }

        return first + count;
    }

    private Kernels.Box BoxOf(SsdLevel level, int index, ReadOnlySpan<float> offsets, NetworkSize input)
    {
        var cell = index / level.PriorsPerCell;
        var (width, height) = level.PriorSize(index % level.PriorsPerCell);
        var x = ((cell % level.Columns) + 0.5f) * level.Step;
        var y = ((cell / level.Columns) + 0.5f) * level.Step;
        if (ClipPriors)
            (x, y, width, height) = (MathF.Min(x, input.Width), MathF.Min(y, input.Height), MathF.Min(width, input.Width), MathF.Min(height, input.Height));
        return BoxFormat.FromCentre(
            x + (offsets[0] * CentreVariance * width), y + (offsets[1] * CentreVariance * height),
            width * MathF.Exp(offsets[2] * SizeVariance), height * MathF.Exp(offsets[3] * SizeVariance));
    }
}
