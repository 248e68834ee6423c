namespace DeepRecipes.Detection;

/// <summary>YOLOv5 and YOLOv7 (and YOLOX exported with its grid decoded): one table of candidates with objectness.</summary>
/// <remarks>
/// Output: <c>[1, N, 5 + C]</c>: centre x, y, width, height in input pixels, objectness and classes after their activations.
/// Score = objectness * class. Usual suppression: IoU 0.45 per class. Followed: ultralytics/yolov5, <c>non_max_suppression</c>.
/// </remarks>
public sealed record YoloV5Decoder : IDetectionDecoder<YoloV5Decoder>
{
    private const int BoxValues = 5;

    /// <inheritdoc/>
    public static string Kind => "yolov5";

    /// <summary>Candidates with a score greater than this are reported. From 0 to 1; 0.25 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.25f;

    /// <summary>Whether every class above the threshold is reported, and not only the best; false by default.</summary>
    public bool MultiLabel { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("output0|output", $"1 N C+{BoxValues}")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[1];
        OutputPlan.Bind(this, outputs, input, roles);
        var output = outputs[roles[0]];
        var width = output.Dimensions[2];
        destination.Clear();
        for (var at = 0; at < output.Values.Length; at += width)
        {
            var row = output.Values.Slice(at, width);
            var objectness = row[4];
            if (objectness <= ScoreThreshold)
                continue;
            var classes = row[BoxValues..];
            var box = BoxFormat.FromCentre(row[0], row[1], row[2], row[3]);
            var (first, end) = MultiLabel ? (0, classes.Length) : (ClassScores.Best(classes), ClassScores.Best(classes) + 1);
            for (var c = first; c < end; c++)
            {
                var score = objectness * classes[c];
                if (!(score <= ScoreThreshold))
                    _ = destination.Add(box, score, c);
            }
        }
    }
}
