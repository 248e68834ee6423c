using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>YOLOv8 and YOLO11 instance segmentation: boxes with mask coefficients.</summary>
/// <remarks>
/// Outputs: <c>[1, 4 + C + M, N]</c>: as <see cref="YoloV8Decoder"/>, then M mask coefficients; and prototypes <c>[1, M, H/4, W/4]</c>.
/// The detections carry the coefficients; what suppression leaves gets masks of them and the prototypes (<see cref="PrototypeMask"/>).
/// Followed: ultralytics (after Bolya et al. 2019, "YOLACT").
/// </remarks>
public sealed record YoloV8SegDecoder : IDetectionDecoder<YoloV8SegDecoder>, IMaskDecoder
{
    /// <inheritdoc/>
    public static string Kind => "yolov8-seg";

    /// <summary>Candidates with a score greater than this are reported. From 0 to 1; 0.25 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.25f;

    /// <summary>Mask coefficients of each detection; at least 1, and 32 by default.</summary>
    public int MaskCoefficientCount { get; init => field = Option.InRange(value, 1, ushort.MaxValue); } = 32;

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs =>
        [new("output0", $"1 C+{4 + MaskCoefficientCount} N"), new("output1", $"1 {MaskCoefficientCount} H/4 W/4")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[2];
        OutputPlan.Bind(this, outputs, input, roles);
        var output = outputs[roles[0]];
        destination.Clear(maskCoefficientCount: MaskCoefficientCount);
        var classes = output.Dimensions[1] - 4 - MaskCoefficientCount;
        AnchorFreeHead.Decode<Coefficients>(output.Values, output.Dimensions[2], classes, ScoreThreshold, false, destination);
    }

    /// <inheritdoc/>
    public RleMask DecodeMask(ReadOnlySpan<TensorView> outputs, DetectionBuffer detections, int index, ResizeMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(detections);
        Span<int> roles = stackalloc int[2];
        OutputPlan.Bind(this, outputs, mapping.Network, roles);
        return PrototypeMask.Assemble(outputs[roles[1]], detections.MaskCoefficientsOf(index), detections.Boxes[index], mapping);
    }

    private readonly struct Coefficients : IAnchorFreeTail
    {
        public static void Write(ReadOnlySpan<float> channels, int candidates, int candidate, DetectionBuffer destination, int index)
        {
            var coefficients = destination.MaskCoefficientsOf(index);
            for (var m = 0; m < coefficients.Length; m++)
                coefficients[m] = channels[(m * candidates) + candidate];
        }
    }
}
