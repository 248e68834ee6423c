using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>MoveNet single pose: the 17 points of one person.</summary>
/// <remarks>
/// Output: <c>[1, 1, 17, 3]</c>: y, x relative to the input, confidence. One detection: its box is the hull of the points, its score the mean
/// of their confidences. Followed: TensorFlow Hub's MoveNet (Lightning, Thunder).
/// </remarks>
public sealed record MoveNetDecoder : IDetectionDecoder<MoveNetDecoder>
{
    private const int Points = 17;

    /// <inheritdoc/>
    public static string Kind => "movenet";

    /// <summary>The person is reported when the score is greater than this. From 0 to 1; 0.2 by default.</summary>
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
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("output_0", $"1 1 {Points} 3")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[1];
        OutputPlan.Bind(this, outputs, input, roles);
        var values = outputs[roles[0]].Values;
        destination.Clear(Points);
        Span<float> points = stackalloc float[Points * 3];
        var sum = 0f;
        for (var k = 0; k < Points; k++)
        {
            KeypointFormat.Write(points, k, values[(3 * k) + 1] * input.Width, values[3 * k] * input.Height, values[(3 * k) + 2]);
            sum += values[(3 * k) + 2];
        }

        if (sum / Points <= ScoreThreshold)
            return;
        var index = destination.Add(KeypointFormat.Hull(points), sum / Points, 0);
        if (index >= 0)
            points.CopyTo(destination.KeypointsOf(index));
    }
}
