using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>YOLOv8 and YOLO11 oriented boxes.</summary>
/// <remarks>
/// Output: <c>[1, 4 + C + 1, N]</c>: as <see cref="YoloV8Decoder"/>, then the angle in radians, clockwise on the screen. A detection's box is the hull
/// of the turned box, and its four key points are the turned box's corners, from its own top left corner clockwise: so they map back and
/// draw like all others, and <see cref="OrientedNonMaximumSuppression"/> reads them. Followed: ultralytics, <c>xywhr2xyxyxyxy</c>.
/// </remarks>
public sealed record YoloV8ObbDecoder : IDetectionDecoder<YoloV8ObbDecoder>
{
    /// <inheritdoc/>
    public static string Kind => "yolov8-obb";

    /// <summary>Candidates with a score greater than this are reported. From 0 to 1; 0.25 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.25f;

    /// <inheritdoc/>
    public int KeypointCount => OrientedCorners.Count;

    /// <inheritdoc/>
    public KeypointSkeleton? Skeleton => OrientedCorners.Skeleton;

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("output0|output", "1 C+5 N")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[1];
        OutputPlan.Bind(this, outputs, input, roles);
        var output = outputs[roles[0]];
        destination.Clear(OrientedCorners.Count);
        AnchorFreeHead.Decode<Angle>(output.Values, output.Dimensions[2], output.Dimensions[1] - 5, ScoreThreshold, false, destination);
    }

    private readonly struct Angle : IAnchorFreeTail
    {
        public static void Write(ReadOnlySpan<float> channels, int candidates, int candidate, DetectionBuffer destination, int index)
        {
            ref var box = ref destination.Boxes[index];
            var turned = new Kernels.OrientedBox((box.X1 + box.X2) / 2, (box.Y1 + box.Y2) / 2, box.Width, box.Height, channels[candidate]);
            var corners = destination.KeypointsOf(index);
            OrientedCorners.Write(turned, corners);
            box = OrientedCorners.Hull(corners);
        }
    }
}
