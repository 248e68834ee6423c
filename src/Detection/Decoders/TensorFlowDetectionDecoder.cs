namespace DeepRecipes.Detection;

/// <summary>SSD, EfficientDet, Faster R-CNN and the others of TensorFlow's object detection model zoo, which end in its own post-processing.</summary>
/// <remarks>
/// Outputs: detection_boxes <c>[1, N, 4]</c> (y1, x1, y2, x2 relative to the input), detection_classes <c>[1, N]</c> (counted from 1, as in COCO's files), detection_scores <c>[1, N]</c>.
/// Unused rows have score 0, so that num_detections says nothing new. No suppression is needed. The input is usually of bytes, of a size that the model leaves open
/// and changes itself. Followed: the object detection API's <c>exporter_main_v2</c> and the ONNX model zoo's <c>ssd_mobilenet_v1</c>.
/// </remarks>
public sealed record TensorFlowDetectionDecoder : IDetectionDecoder<TensorFlowDetectionDecoder>
{
    /// <inheritdoc/>
    public static string Kind => "tensorflow-detection";

    /// <summary>Rows with a score greater than this are reported. From 0 to 1; 0.5 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.5f;

    /// <summary>The label of the first real class; 1 by default.</summary>
    public int FirstLabel { get; init => field = Option.InRange(value, 0, ushort.MaxValue); } = 1;

    /// <inheritdoc/>
    public bool NeedsSuppression => false;

    /// <inheritdoc/>
    public NetworkInput UsualInput => new() { Fit = ResizeFit.Stretch, Format = new() { Normalization = Kernels.ChannelNormalization.None }, Fill = 0 };

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs =>
        [new("detection_boxes|detection_boxes:0", "1 N 4"), new("detection_classes|detection_classes:0", "1 N"), new("detection_scores|detection_scores:0", "1 N")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[3];
        OutputPlan.Bind(this, outputs, input, roles);
        ReadOnlySpan<float> boxes = outputs[roles[0]].Values, classes = outputs[roles[1]].Values, scores = outputs[roles[2]].Values;
        destination.Clear();
        for (var i = 0; i < scores.Length; i++)
        {
            var box = boxes.Slice(i * 4, 4);
            if (!(scores[i] <= ScoreThreshold))
                _ = destination.Add(new(box[1] * input.Width, box[0] * input.Height, box[3] * input.Width, box[2] * input.Height), scores[i], (int)classes[i] - FirstLabel);
        }
    }
}
