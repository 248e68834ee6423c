namespace DeepRecipes.Detection;

/// <summary>YOLOv8 and YOLO11 pose: boxes with key points.</summary>
/// <remarks>
/// Output: <c>[1, 4 + C + 3 K, N]</c>: as <see cref="YoloV8Decoder"/>, then x, y in input pixels and the confidence of each point.
/// Followed: ultralytics (its models with points of x and y only are not read by this decoder).
/// </remarks>
public sealed record YoloV8PoseDecoder : IDetectionDecoder<YoloV8PoseDecoder>
{
    /// <inheritdoc/>
    public static string Kind => "yolov8-pose";

    /// <summary>Candidates with a score greater than this are reported. From 0 to 1; 0.25 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.25f;

    /// <summary>Number of classes; at least 1, and 1 (person) by default.</summary>
    public int ClassCount { get; init => field = Option.InRange(value, 1, ushort.MaxValue); } = 1;

    /// <summary>Key points of each detection; at least 1, and COCO's 17 by default.</summary>
    public int KeypointCount { get; init => field = Option.InRange(value, 1, ushort.MaxValue); } = 17;

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("output0|output", $"1 {4 + ClassCount + (3 * KeypointCount)} N")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[1];
        OutputPlan.Bind(this, outputs, input, roles);
        var output = outputs[roles[0]];
        destination.Clear(KeypointCount);
        AnchorFreeHead.Decode<Points>(output.Values, output.Dimensions[2], ClassCount, ScoreThreshold, false, destination);
    }

    private readonly struct Points : IAnchorFreeTail
    {
        public static void Write(ReadOnlySpan<float> channels, int candidates, int candidate, DetectionBuffer destination, int index)
        {
            var points = destination.KeypointsOf(index);
            for (var k = 0; k < destination.KeypointCount; k++)
            {
                var at = (3 * k * candidates) + candidate;
                KeypointFormat.Write(points, k, channels[at], channels[at + candidates], channels[at + (2 * candidates)]);
            }
        }
    }
}
