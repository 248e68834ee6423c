using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Mask R-CNN as torchvision exports it: final boxes, labels, scores, and masks that are pasted into the network's input already.</summary>
/// <remarks>
/// Outputs: as <see cref="FasterRcnnDecoder"/>, and masks <c>[N, 1, H, W]</c> (probabilities, 0 away from the box). The detections do not carry the masks, which are as large as the input each, but the number of their
/// row in that output; <see cref="PastedMask"/> brings one back to the original picture. No suppression is needed. Followed: torchvision's <c>maskrcnn_resnet50_fpn</c>. Where masks are small, <see cref="MaskRcnnDecoder"/> reads them.
/// The network itself gives a picture of floats for each of its rows, whatever their scores: 164 MB for 100 rows of 640 x 640, and some pictures are scored ahead. Where memory is short, export it with fewer (torchvision's
/// <c>box_detections_per_img</c>, <c>box_score_thresh</c>).
/// </remarks>
public sealed record MaskRcnnPastedDecoder : IDetectionDecoder<MaskRcnnPastedDecoder>, IMaskDecoder
{
    /// <inheritdoc/>
    public static string Kind => "maskrcnn-pasted";

    /// <summary>Rows with a score greater than this are reported. From 0 to 1; 0.5 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.5f;

    /// <summary>The label of the first real class: 1 by default, because label 0 is the background.</summary>
    public int FirstLabel { get; init => field = Option.InRange(value, 0, ushort.MaxValue); } = 1;

    /// <summary>Pixels are inside where the mask is at least this. Greater than 0, which all is that lies outside of a box, and at most 1; 0.5 by default.</summary>
    public float MaskThreshold { get; init => field = Option.Positive(Option.InRange(value, 0, 1)); } = 0.5f;

    /// <inheritdoc/>
    public int MaskCoefficientCount => 1;

    /// <inheritdoc/>
    public bool NeedsSuppression => false;

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("boxes", "N 4"), new("labels", "N"), new("scores", "N"), new("masks", "N 1 H W")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[4];
        OutputPlan.Bind(this, outputs, input, roles);
        destination.Clear(maskCoefficientCount: MaskCoefficientCount);
        var scores = outputs[roles[2]].Values;
        var rows = destination.Scratch(scores.Length);
        for (var i = 0; i < rows.Length; i++)
            rows[i] = i;
        PostProcessedHead.Decode(outputs[roles[0]].Values, outputs[roles[1]].Values, scores, ScoreThreshold, FirstLabel, rows, destination);
    }

    /// <inheritdoc/>
    public RleMask DecodeMask(ReadOnlySpan<TensorView> outputs, DetectionBuffer detections, int index, ResizeMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(detections);
        Span<int> roles = stackalloc int[4];
        OutputPlan.Bind(this, outputs, mapping.Network, roles);
        var masks = outputs[roles[3]].Values;
        var rows = outputs[roles[2]].Values.Length;
        if (detections.MaskCoefficientsOf(index) is not [var row] || !(row >= 0 && row < rows))
            throw new ArgumentException($"Detection {index} does not say which of the {rows} masks is its own: it was not decoded from these outputs by {nameof(MaskRcnnPastedDecoder)}.", nameof(detections));
        var length = masks.Length / rows;
        return PastedMask.ToOriginal(masks.Slice((int)row * length, length), mapping, MaskThreshold);
    }
}
