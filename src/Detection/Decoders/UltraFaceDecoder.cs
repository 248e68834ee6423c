using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>UltraFace (RFB-320 and its siblings), a face detector whose graph decodes its own boxes.</summary>
/// <remarks>
/// Outputs: <c>scores [1, N, 2]</c> (background, face; softmaxed) and <c>boxes [1, N, 4]</c> (x1, y1, x2, y2 relative to the input, not
/// clipped). Usual suppression: IoU 0.3. Followed: the exporter's own demo (Linzaer/Ultra-Light-Fast-Generic-Face-Detector-1MB).
/// </remarks>
public sealed record UltraFaceDecoder : IDetectionDecoder<UltraFaceDecoder>
{
    /// <inheritdoc/>
    public static string Kind => "ultraface";

    /// <summary>Candidates with a score greater than this are reported. From 0 to 1; 0.7 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.7f;

    /// <inheritdoc/>
    public NetworkInput UsualInput => new() { Fit = ResizeFit.Stretch, Format = new() { Normalization = ChannelNormalization.Centered(127, 128) }, Fill = 0 };

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("scores|confidences", "1 N 2"), new("boxes", "1 N 4")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[2];
        OutputPlan.Bind(this, outputs, input, roles);
        var scores = outputs[roles[0]].Values;
        var boxes = outputs[roles[1]].Values;
        destination.Clear();
        for (var i = 0; i < scores.Length / 2; i++)
        {
            var score = scores[(i * 2) + 1];
            if (score <= ScoreThreshold)
                continue;
            var b = boxes.Slice(i * 4, 4);
            _ = destination.Add(new(b[0] * input.Width, b[1] * input.Height, b[2] * input.Width, b[3] * input.Height), score, 0);
        }
    }
}
