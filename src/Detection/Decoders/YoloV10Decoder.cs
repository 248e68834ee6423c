namespace DeepRecipes.Detection;

/// <summary>YOLOv10, and other models exported with their suppression (ultralytics' end-to-end and <c>nms=True</c>): a short table of final boxes.</summary>
/// <remarks>
/// Output: <c>[1, N, 6]</c>: x1, y1, x2, y2 in input pixels, score, class; unused rows have score 0. No suppression is needed.
/// Followed: Wang et al. 2024, "YOLOv10", and ultralytics.
/// </remarks>
public sealed record YoloV10Decoder : IDetectionDecoder<YoloV10Decoder>
{
    private const int RowLength = 6;

    /// <inheritdoc/>
    public static string Kind => "yolov10";

    /// <summary>Rows with a score greater than this are reported. From 0 to 1; 0.25 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.25f;

    /// <inheritdoc/>
    public bool NeedsSuppression => false;

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("output0|output", $"1 N {RowLength}")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[1];
        OutputPlan.Bind(this, outputs, input, roles);
        var values = outputs[roles[0]].Values;
        destination.Clear();
        for (var at = 0; at < values.Length; at += RowLength)
        {
            var row = values.Slice(at, RowLength);
            if (!(row[4] <= ScoreThreshold))
                _ = destination.Add(new(row[0], row[1], row[2], row[3]), row[4], (int)row[5]);
        }
    }
}
