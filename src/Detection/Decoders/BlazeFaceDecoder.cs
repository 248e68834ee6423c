using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>BlazeFace's back camera model (256 x 256), a face detector with six key points, as exported with its two levels apart.</summary>
/// <remarks>
/// Outputs: scores <c>[1, 512, 1]</c> and <c>[1, 384, 1]</c> (logits), boxes <c>[1, 512, 16]</c> and <c>[1, 384, 16]</c>: a grid of 16 x 16
/// cells with 2 anchors, then 8 x 8 with 6. An anchor is its cell's centre; a box is centre offset and size in input pixels, then six points as
/// offsets. The points, with the person's own right and left: right eye, left eye, nose tip, mouth centre, right ear, left ear. The
/// network gives no confidence in points, so their visibility is 2. Usual suppression: IoU 0.3.
/// Followed: Bazarevsky et al. 2019, "BlazeFace", and MediaPipe's <c>TensorsToDetectionsCalculator</c>.
/// </remarks>
public sealed record BlazeFaceDecoder : IDetectionDecoder<BlazeFaceDecoder>
{
    private const int Points = 6;
    private const int BoxLength = 4 + (2 * Points);

    /// <inheritdoc/>
    public static string Kind => "blazeface";

    /// <summary>Candidates with a score greater than this are reported. From 0 to 1; 0.6 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.6f;

    /// <inheritdoc/>
    public int KeypointCount => Points;

    /// <inheritdoc/>
    public KeypointSkeleton? Skeleton => KeypointSkeleton.BlazeFace;

    /// <inheritdoc/>
    public NetworkInput UsualInput => new() { Format = new() { Normalization = ChannelNormalization.SignedUnit }, Fill = 0 };

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs =>
        [new("fine scores", "1 512 1"), new("coarse scores", "1 384 1"), new("fine boxes", "1 512 16"), new("coarse boxes", "1 384 16")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[4];
        OutputPlan.Bind(this, outputs, input, roles);
        destination.Clear(Points);
        DecodeLevel(outputs[roles[0]].Values, outputs[roles[2]].Values, 16, 2, input, destination);
        DecodeLevel(outputs[roles[1]].Values, outputs[roles[3]].Values, 8, 6, input, destination);
    }

    private void DecodeLevel(ReadOnlySpan<float> logits, ReadOnlySpan<float> boxes, int grid, int anchors, NetworkSize input, DetectionBuffer destination)
    {
        for (var i = 0; i < logits.Length; i++)
        {
            var score = Activations.Sigmoid(logits[i]);
            if (score <= ScoreThreshold)
                continue;
            var cell = i / anchors;
            var anchorX = ((cell % grid) + 0.5f) / grid * input.Width;
            var anchorY = ((cell / grid) + 0.5f) / grid * input.Height;
            var b = boxes.Slice(i * BoxLength, BoxLength);
            var index = destination.Add(BoxFormat.FromCentre(anchorX + b[0], anchorY + b[1], b[2], b[3]), score, 0);
            if (index < 0)
                continue;
            var points = destination.KeypointsOf(index);
            for (var k = 0; k < Points; k++)
                KeypointFormat.Write(points, k, anchorX + b[4 + (2 * k)], anchorY + b[5 + (2 * k)]);
        }
    }
}
