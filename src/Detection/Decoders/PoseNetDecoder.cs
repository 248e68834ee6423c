using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>PoseNet and BodyPix, single person: a coarse heat map per key point, and offsets to refine it.</summary>
/// <remarks>
/// Outputs, channels last: heat maps <c>[1, rows, columns, K]</c> (logits) and offsets <c>[1, rows, columns, 2 K]</c> (first all y, then all x, in input pixels).
/// A point is its map's highest cell * stride + offset. A point's visibility is its sigmoid. One detection: its box is the hull of the points, its score the mean of
/// their confidences. Followed: Papandreou et al. 2018, "PersonLab", and TensorFlow's PoseNet (single pose).
/// </remarks>
public sealed record PoseNetDecoder : IDetectionDecoder<PoseNetDecoder>
{
    /// <inheritdoc/>
    public static string Kind => "posenet";

    /// <summary>The person is reported when the score is greater than this. From 0 to 1; 0.2 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.2f;

    /// <summary>Key points; at least 1, and COCO's 17 by default.</summary>
    public int KeypointCount { get; init => field = Option.InRange(value, 1, ushort.MaxValue); } = 17;

    /// <inheritdoc/>
    public KeypointSkeleton? Skeleton => KeypointCount == KeypointSkeleton.CocoPerson.Count ? KeypointSkeleton.CocoPerson : null;

    /// <summary>Input pixels from one cell to the next; 16 by default.</summary>
    public int OutputStride { get; init => field = Option.InRange(value, 1, 256); } = 16;

    /// <inheritdoc/>
    public bool NeedsSuppression => false;

    /// <inheritdoc/>
    public NetworkInput UsualInput => new() { Format = new() { Normalization = ChannelNormalization.SignedUnit }, Fill = 0 };

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs =>
        [new("heatmaps|heatmap|float_heatmaps", $"1 R S {KeypointCount}"), new("offsets|offset|float_short_offsets", $"1 R S {2 * KeypointCount}")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[2];
        OutputPlan.Bind(this, outputs, input, roles);
        var heat = outputs[roles[0]];
        var offsets = outputs[roles[1]].Values;
        var columns = heat.Dimensions[2];
        destination.Clear(KeypointCount);
        var points = destination.Scratch(KeypointCount * 3);
        var sum = 0f;
        for (var k = 0; k < KeypointCount; k++)
        {
            var peak = k;
            for (var i = k + KeypointCount; i < heat.Values.Length; i += KeypointCount)
            {
                if (!(heat.Values[i] <= heat.Values[peak]))
                    peak = i;
            }

            var cell = peak / KeypointCount;
            var offset = offsets.Slice(cell * 2 * KeypointCount, 2 * KeypointCount);
            var score = Activations.Sigmoid(heat.Values[peak]);
            // Half a pixel more, because Write takes continuous coordinates and these are pixel centres.
            KeypointFormat.Write(
                points, k, ((cell % columns) * OutputStride) + offset[KeypointCount + k] + 0.5f, ((cell / columns) * OutputStride) + offset[k] + 0.5f, score);
            sum += score;
        }

        if (sum / KeypointCount <= ScoreThreshold)
            return;
        var index = destination.Add(KeypointFormat.Hull(points), sum / KeypointCount, 0);
        if (index >= 0)
            points.CopyTo(destination.KeypointsOf(index));
    }
}
