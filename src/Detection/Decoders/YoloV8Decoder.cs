namespace DeepRecipes.Detection;

/// <summary>YOLOv8, YOLOv9 and YOLO11 detection: anchor-free, one table of candidates, channel by channel.</summary>
/// <remarks>
/// Output: <c>[1, 4 + C, N]</c>: centre x, y, width, height in input pixels, then classes after their sigmoid; there is no objectness.
/// Usual suppression: IoU 0.45 per class. Followed: ultralytics, <c>non_max_suppression</c>.
/// </remarks>
public sealed record YoloV8Decoder : IDetectionDecoder<YoloV8Decoder>
{
    /// <inheritdoc/>
    public static string Kind => "yolov8";

    /// <summary>Candidates with a score greater than this are reported. From 0 to 1; 0.25 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.25f;

    /// <summary>Whether every class above the threshold is reported, and not only the best; false by default.</summary>
    public bool MultiLabel { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("output0|output", "1 C+4 N")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[1];
        OutputPlan.Bind(this, outputs, input, roles);
        var output = outputs[roles[0]];
        destination.Clear();
        AnchorFreeHead.Decode<NoTail>(output.Values, output.Dimensions[2], output.Dimensions[1] - 4, ScoreThreshold, MultiLabel, destination);
    }
}
