using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>YuNet (OpenCV's face detector, 2023 export): boxes with five key points.</summary>
/// <remarks>
/// Outputs for strides 8, 16 and 32, one value set per cell: <c>cls_s [1, HW/s2, 1]</c>, <c>obj_s</c> alike, <c>bbox_s [1, HW/s2, 4]</c> (centre
/// offset in cells, log size in cells), <c>kps_s [1, HW/s2, 10]</c> (offsets in cells). The points: right eye, left eye, nose tip, right and left
/// mouth corner. The network gives no confidence in points, so their visibility is 2. Usual suppression: IoU 0.3 to 0.45.
/// Followed: Wu et al. 2023, "YuNet", and OpenCV's <c>FaceDetectorYN</c>.
/// </remarks>
public sealed record YuNetDecoder : IDetectionDecoder<YuNetDecoder>
{
    private const int Points = 5;
    private static readonly int[] Strides = [8, 16, 32];

    /// <inheritdoc/>
    public static string Kind => "yunet";

    /// <summary>Candidates with a score greater than this are reported. From 0 to 1; 0.6 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.6f;

    /// <summary>Whether the score is the square root of class * objectness, as in OpenCV (true, the default), or the product.</summary>
    public bool SquareRootScore { get; init; } = true;

    /// <inheritdoc/>
    public int KeypointCount => Points;

    /// <inheritdoc/>
    public KeypointSkeleton? Skeleton => KeypointSkeleton.Face5;

    /// <inheritdoc/>
    public NetworkInput UsualInput => new() { Fit = ResizeFit.LetterboxTopLeft, Format = new() { Normalization = ChannelNormalization.None, Order = ChannelOrder.Bgr }, Fill = 0 };

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs =>
    [
        .. Strides.Select(s => new TensorPattern($"cls_{s}", $"1 HW/{s * s} 1")),
        .. Strides.Select(s => new TensorPattern($"obj_{s}", $"1 HW/{s * s} 1")),
        .. Strides.Select(s => new TensorPattern($"bbox_{s}", $"1 HW/{s * s} 4")),
        .. Strides.Select(s => new TensorPattern($"kps_{s}", $"1 HW/{s * s} {2 * Points}")),
    ];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[12];
        OutputPlan.Bind(this, outputs, input, roles);
        destination.Clear(Points);
        for (var i = 0; i < Strides.Length; i++)
        {
            DecodeLevel(
                outputs[roles[i]].Values, outputs[roles[3 + i]].Values, outputs[roles[6 + i]].Values, outputs[roles[9 + i]].Values,
                GridSymbol.Cells(input.Width, Strides[i]), Strides[i], destination);
        }
    }

    private void DecodeLevel(
        ReadOnlySpan<float> classes, ReadOnlySpan<float> objectness, ReadOnlySpan<float> boxes, ReadOnlySpan<float> points,
        int columns, int stride, DetectionBuffer destination)
    {
        for (var cell = 0; cell < classes.Length; cell++)
        {
            // Within 0..1 as in OpenCV: quantised models reach a little over.
            var product = Math.Clamp(classes[cell], 0, 1) * Math.Clamp(objectness[cell], 0, 1);
            var score = SquareRootScore ? MathF.Sqrt(product) : product;
            if (score <= ScoreThreshold)
                continue;
            float x = cell % columns, y = cell / columns;
            var b = boxes.Slice(cell * 4, 4);
            var box = BoxFormat.FromCentre((x + b[0]) * stride, (y + b[1]) * stride, MathF.Exp(b[2]) * stride, MathF.Exp(b[3]) * stride);
            var index = destination.Add(box, score, 0);
            if (index < 0)
                continue;
            var p = points.Slice(cell * 2 * Points, 2 * Points);
            for (var k = 0; k < Points; k++)
                KeypointFormat.Write(destination.KeypointsOf(index), k, (x + p[2 * k]) * stride, (y + p[(2 * k) + 1]) * stride);
        }
    }
}
