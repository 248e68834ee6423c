namespace DeepRecipes.Detection;

/// <summary>Faster R-CNN (and every model that ends in torchvision's post-processing): final boxes, labels and scores.</summary>
/// <remarks>
/// Outputs: boxes <c>[N, 4]</c> (x1, y1, x2, y2 in input pixels), labels <c>[N]</c>, scores <c>[N]</c>, told apart by their names or, where the names say
/// nothing, in this order. No suppression is needed. Followed: torchvision's <c>fasterrcnn</c> and the ONNX model zoo's.
/// </remarks>
public sealed record FasterRcnnDecoder : IDetectionDecoder<FasterRcnnDecoder>
{
    /// <inheritdoc/>
    public static string Kind => "fasterrcnn";

    /// <summary>Rows with a score greater than this are reported. From 0 to 1; 0.5 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.5f;

    /// <summary>The label of the first real class: 1 by default, because label 0 is the background.</summary>
    public int FirstLabel { get; init => field = Option.InRange(value, 0, ushort.MaxValue); } = 1;

    /// <inheritdoc/>
    public bool NeedsSuppression => false;

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("boxes", "N 4"), new("labels", "N"), new("scores", "N")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[3];
        OutputPlan.Bind(this, outputs, input, roles);
        destination.Clear();
        PostProcessedHead.Decode(outputs[roles[0]].Values, outputs[roles[1]].Values, outputs[roles[2]].Values, ScoreThreshold, FirstLabel, default, destination);
    }
}
