using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>MoveNet multi pose: up to six people with 17 points each.</summary>
/// <remarks>
/// Output: <c>[1, N, 56]</c>: 17 times y, x relative to the input and confidence, then the box as y1, x1, y2, x2 relative to the input, and the
/// person's score. No suppression is needed. Followed: TensorFlow Hub's MoveNet MultiPose Lightning.
/// </remarks>
public sealed record MoveNetMultiPoseDecoder : IDetectionDecoder<MoveNetMultiPoseDecoder>
{
    private const int Points = 17;
    private const int RowLength = (Points * 3) + 5;

    /// <inheritdoc/>
    public static string Kind => "movenet-multipose";

    /// <summary>People with a score greater than this are reported. From 0 to 1; 0.2 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.2f;

    /// <inheritdoc/>
    public int KeypointCount => Points;

    /// <inheritdoc/>
    public KeypointSkeleton? Skeleton => KeypointSkeleton.CocoPerson;

    /// <inheritdoc/>
    public bool NeedsSuppression => false;

    /// <inheritdoc/>
    public NetworkInput UsualInput => new() { Format = new() { Normalization = ChannelNormalization.None }, Fill = 0 };

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("output_0", $"1 N {RowLength}")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[1];
        OutputPlan.Bind(this, outputs, input, roles);
        var values = outputs[roles[0]].Values;
        destination.Clear(Points);
        for (var at = 0; at < values.Length; at += RowLength)
        {
            var row = values.Slice(at, RowLength);
            var box = row[(Points * 3)..];
            var score = row[^1];
            if (score <= ScoreThreshold)
                continue;
            var index = destination.Add(new(box[1] * input.Width, box[0] * input.Height, box[3] * input.Width, box[2] * input.Height), score, 0);
            if (index < 0)
                continue;
            for (var k = 0; k < Points; k++)
                KeypointFormat.Write(destination.KeypointsOf(index), k, row[(3 * k) + 1] * input.Width, row[3 * k] * input.Height, row[(3 * k) + 2]);
        }
    }
}
