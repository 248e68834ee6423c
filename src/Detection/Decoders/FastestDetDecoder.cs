using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>FastestDet: one small grid without anchors.</summary>
/// <remarks>
/// Output: <c>[1, 5 + C, H/16, W/16]</c>: objectness, box (x, y through tanh, width and height through sigmoid, relative to the input), classes after their softmax.
/// Score = objectness^0.6 * class^0.4. Usual suppression: IoU 0.45, agnostic. Followed: dog-qiuqiu/FastestDet.
/// </remarks>
public sealed record FastestDetDecoder : IDetectionDecoder<FastestDetDecoder>
{
    private const int BoxChannels = 5;

    /// <inheritdoc/>
    public static string Kind => "fastestdet";

    /// <summary>Candidates with a score greater than this are reported. From 0 to 1; 0.65 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.65f;

    /// <inheritdoc/>
    public NetworkInput UsualInput => new() { Fit = ResizeFit.Stretch, Format = new() { Order = ChannelOrder.Bgr } };

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("output", $"1 C+{BoxChannels} H/16 W/16")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[1];
        OutputPlan.Bind(this, outputs, input, roles);
        var output = outputs[roles[0]];
        int classes = output.Dimensions[1] - BoxChannels, rows = output.Dimensions[2], columns = output.Dimensions[3], cells = rows * columns;
        destination.Clear();
        for (var cell = 0; cell < cells; cell++)
        {
            var head = output.Values[cell..];
            var best = BoxChannels;
            for (var c = BoxChannels + 1; c < BoxChannels + classes; c++)
            {
                if (!(head[c * cells] <= head[best * cells]))
                    best = c;
            }

            var score = MathF.Pow(head[0], 0.6f) * MathF.Pow(head[best * cells], 0.4f);
            if (score <= ScoreThreshold)
                continue;
            var x = ((cell % columns) + MathF.Tanh(head[cells])) / columns * input.Width;
            var y = ((cell / columns) + MathF.Tanh(head[2 * cells])) / rows * input.Height;
            var width = Activations.Sigmoid(head[3 * cells]) * input.Width;
            var height = Activations.Sigmoid(head[4 * cells]) * input.Height;
            _ = destination.Add(BoxFormat.FromCentre(x, y, width, height), score, best - BoxChannels);
        }
    }
}
