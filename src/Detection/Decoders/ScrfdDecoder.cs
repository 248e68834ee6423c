using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>SCRFD (InsightFace's face detector): boxes with five key points, two anchors per cell.</summary>
/// <remarks>
/// Outputs for strides 8, 16 and 32: scores <c>[2 HW/s2, 1]</c>, boxes <c>[2 HW/s2, 4]</c> (distances from the cell's top left corner to the
/// left, top, right, bottom edge, in cells), points <c>[2 HW/s2, 10]</c> (offsets in cells). The points: right eye, left eye, nose tip, right and left mouth corner; visibility 2. Usual suppression: IoU 0.4.
/// Followed: Guo et al. 2021, "SCRFD", and InsightFace's Python package.
/// </remarks>
public sealed record ScrfdDecoder : IDetectionDecoder<ScrfdDecoder>
{
    private const int Points = 5;
    private const int Anchors = 2;
    private static readonly int[] Strides = [8, 16, 32];

    /// <inheritdoc/>
    public static string Kind => "scrfd";

    /// <summary>Candidates with a score greater than this are reported. From 0 to 1; 0.5 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.5f;

    /// <inheritdoc/>
    public int KeypointCount => Points;

    /// <inheritdoc/>
    public KeypointSkeleton? Skeleton => KeypointSkeleton.Face5;

    /// <inheritdoc/>
    public NetworkInput UsualInput => new() { Fit = ResizeFit.LetterboxTopLeft, Format = new() { Normalization = ChannelNormalization.Centered(127.5, 128) }, Fill = 0 };

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs =>
    [
        .. Strides.Select(s => new TensorPattern($"score_{s}", $"{Anchors}HW/{s * s} 1")),
        .. Strides.Select(s => new TensorPattern($"bbox_{s}", $"{Anchors}HW/{s * s} 4")),
        .. Strides.Select(s => new TensorPattern($"kps_{s}", $"{Anchors}HW/{s * s} {2 * Points}")),
    ];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[9];
        OutputPlan.Bind(this, outputs, input, roles);
        destination.Clear(Points);
        for (var i = 0; i < Strides.Length; i++)
        {
            DecodeLevel(
                outputs[roles[i]].Values, outputs[roles[3 + i]].Values, outputs[roles[6 + i]].Values,
                GridSymbol.Cells(input.Width, Strides[i]), Strides[i], destination);
        }
    }

    private void DecodeLevel(
        ReadOnlySpan<float> scores, ReadOnlySpan<float> boxes, ReadOnlySpan<float> points, int columns, int stride, DetectionBuffer destination)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] <= ScoreThreshold)
                continue;
            float x = i / Anchors % columns, y = i / Anchors / columns;
            var b = boxes.Slice(i * 4, 4);
            var index = destination.Add(new((x - b[0]) * stride, (y - b[1]) * stride, (x + b[2]) * stride, (y + b[3]) * stride), scores[i], 0);
            if (index < 0)
                continue;
            var p = points.Slice(i * 2 * Points, 2 * Points);
            for (var k = 0; k < Points; k++)
                KeypointFormat.Write(destination.KeypointsOf(index), k, (x + p[2 * k]) * stride, (y + p[(2 * k) + 1]) * stride);
        }
    }
}
