namespace DeepRecipes.Detection;

/// <summary>DETR: a fixed number of queries, each with class logits and a box.</summary>
/// <remarks>
/// Outputs: logits <c>[1, Q, C + 1]</c> (a softmax follows; the last class is "no object") and boxes <c>[1, Q, 4]</c> (centre x, y, width,
/// height relative to the input). No suppression is needed. Followed: Carion et al. 2020, "End-to-End Object Detection with Transformers".
/// </remarks>
public sealed record DetrDecoder : IDetectionDecoder<DetrDecoder>
{
    /// <inheritdoc/>
    public static string Kind => "detr";

    /// <summary>Queries with a score greater than this are reported. From 0 to 1; 0.5 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.5f;

    /// <inheritdoc/>
    public bool NeedsSuppression => false;

    /// <inheritdoc/>
    public NetworkInput UsualInput => new() { Fit = ResizeFit.Stretch, Format = TensorFormat.ImageNet };

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("logits|pred_logits", "1 Q C+1"), new("pred_boxes|boxes", "1 Q 4")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[2];
        OutputPlan.Bind(this, outputs, input, roles);
        var logits = outputs[roles[0]];
        var boxes = outputs[roles[1]].Values;
        var classes = logits.Dimensions[2];
        destination.Clear();
        for (var q = 0; q < logits.Dimensions[1]; q++)
        {
            var row = logits.Values.Slice(q * classes, classes);
            var best = ClassScores.Best(row[..^1]);
            var (top, sum) = Softmax.Parts(row);
            var score = MathF.Exp(row[best] - top) / sum;
            if (!(score <= ScoreThreshold))
                _ = destination.Add(BoxFormat.FromRelativeCentre(boxes.Slice(q * 4, 4), input), score, best);
        }
    }
}
