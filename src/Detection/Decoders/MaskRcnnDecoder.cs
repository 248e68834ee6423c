using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Mask R-CNN: final boxes, labels, scores, and a small mask for each box.</summary>
/// <remarks>
/// Outputs: as <see cref="FasterRcnnDecoder"/>, and masks <c>[N, 1, S, S]</c> (probabilities). The detections carry the masks;
/// <see cref="BoxMask"/> pastes them into the picture. No suppression is needed. Followed: He et al. 2017, "Mask R-CNN", and the ONNX model zoo's.
/// </remarks>
public sealed record MaskRcnnDecoder : IDetectionDecoder<MaskRcnnDecoder>, IMaskDecoder
{
    /// <inheritdoc/>
    public static string Kind => "maskrcnn";

    /// <summary>Rows with a score greater than this are reported. From 0 to 1; 0.5 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.5f;

    /// <summary>The label of the first real class: 1 by default, because label 0 is the background.</summary>
    public int FirstLabel { get; init => field = Option.InRange(value, 0, ushort.MaxValue); } = 1;

    /// <summary>Side of the masks; 28 by default.</summary>
    public int MaskSize { get; init => field = Option.InRange(value, 1, 255); } = 28;

    /// <summary>Pixels are inside where the mask is at least this. From 0 to 1; 0.5 by default.</summary>
    public float MaskThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.5f;

    /// <inheritdoc/>
    public int MaskCoefficientCount => MaskSize * MaskSize;

    /// <inheritdoc/>
    public bool NeedsSuppression => false;

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs =>
        [new("boxes", "N 4"), new("labels", "N"), new("scores", "N"), new("masks", $"N 1 {MaskSize} {MaskSize}")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[4];
        OutputPlan.Bind(this, outputs, input, roles);
        destination.Clear(maskCoefficientCount: MaskCoefficientCount);
        PostProcessedHead.Decode(
            outputs[roles[0]].Values, outputs[roles[1]].Values, outputs[roles[2]].Values, ScoreThreshold, FirstLabel, outputs[roles[3]].Values, destination);
    }

    /// <inheritdoc/>
    public RleMask DecodeMask(ReadOnlySpan<TensorView> outputs, DetectionBuffer detections, int index, ResizeMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(detections);
        return BoxMask.Paste(detections.MaskCoefficientsOf(index), MaskSize, detections.Boxes[index], mapping.OriginalWidth, mapping.OriginalHeight, MaskThreshold);
    }
}
