namespace DeepRecipes.Detection;

/// <summary>RT-DETR and Deformable DETR: queries with a sigmoid for each class.</summary>
/// <remarks>
/// Outputs: logits <c>[1, Q, C]</c> and boxes <c>[1, Q, 4]</c> (centre x, y, width, height relative to the input). Every class above the
/// threshold is reported. No suppression is needed. Followed: Zhao et al. 2023, "DETRs Beat YOLOs on Real-time Object Detection".
/// </remarks>
public sealed record RtDetrDecoder : IDetectionDecoder<RtDetrDecoder>
{
    /// <inheritdoc/>
    public static string Kind => "rtdetr";

    /// <summary>Candidates with a score greater than this are reported. From 0 to 1; 0.5 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.5f;

    /// <inheritdoc/>
    public bool NeedsSuppression => false;

    /// <inheritdoc/>
    public NetworkInput UsualInput => new() { Fit = ResizeFit.Stretch };

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("logits|pred_logits", "1 Q C"), new("pred_boxes|boxes", "1 Q 4")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[2];
        OutputPlan.Bind(this, outputs, input, roles);
        var logits = outputs[roles[0]].Values;
        var boxes = outputs[roles[1]].Values;
        var classes = outputs[roles[0]].Dimensions[2];
        destination.Clear();
        for (var i = 0; i < logits.Length; i++)
        {
            var score = Activations.Sigmoid(logits[i]);
            if (!(score <= ScoreThreshold))
                _ = destination.Add(BoxFormat.FromRelativeCentre(boxes.Slice(i / classes * 4, 4), input), score, i % classes);
        }
    }
}
