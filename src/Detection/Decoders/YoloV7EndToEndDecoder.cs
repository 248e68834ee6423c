namespace DeepRecipes.Detection;

/// <summary>YOLOv7 exported with its suppression (<c>--end2end</c>): a table of final boxes of the whole batch.</summary>
/// <remarks>
/// Output: <c>[N, 7]</c>: picture in the batch, x1, y1, x2, y2 in input pixels, class, score. For a batch of several pictures the caller
/// slices the table by its first column. No suppression is needed. Followed: WongKinYiu/yolov7, <c>export.py</c>.
/// </remarks>
public sealed record YoloV7EndToEndDecoder : IDetectionDecoder<YoloV7EndToEndDecoder>
{
    private const int RowLength = 7;

    /// <inheritdoc/>
    public static string Kind => "yolov7-end2end";

    /// <summary>Rows with a score greater than this are reported. From 0 to 1; 0.25 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.25f;

    /// <inheritdoc/>
    public bool NeedsSuppression => false;

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("output|output0", $"N {RowLength}")];

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
            if (!(row[6] <= ScoreThreshold))
                _ = destination.Add(new(row[1], row[2], row[3], row[4]), row[6], (int)row[5]);
        }
    }
}
