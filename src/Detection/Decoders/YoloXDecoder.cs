using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>YOLOX as its demo exports it: one table of candidates whose boxes are still relative to their grid cells.</summary>
/// <remarks>
/// Output: <c>[1, N, 5 + C]</c>, the cells of every stride one after the other: x, y as offsets in cells, log width and height in cells,
/// objectness and classes after their sigmoid. Score = objectness * class. Usual suppression: IoU 0.45. For models exported with
/// <c>--decode_in_inference</c> take <see cref="YoloV5Decoder"/>. Followed: Ge et al. 2021, "YOLOX", and its <c>demo_postprocess</c>.
/// </remarks>
public sealed record YoloXDecoder : IDetectionDecoder<YoloXDecoder>
{
    private const int BoxValues = 5;

    /// <inheritdoc/>
    public static string Kind => "yolox";

    /// <summary>Candidates with a score greater than this are reported. From 0 to 1; 0.3 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.3f;

    /// <summary>The strides in the order in which the network lists their cells; 8, 16, 32 by default (P6 models: 8, 16, 32, 64).</summary>
    public IReadOnlyList<int> Strides { get; init => field = Option.Strides(value); } = [8, 16, 32];

    /// <inheritdoc/>
    public NetworkInput UsualInput => new() { Fit = ResizeFit.LetterboxTopLeft, Format = new() { Normalization = ChannelNormalization.None, Order = ChannelOrder.Bgr } };

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("output|output0", $"1 N C+{BoxValues}")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[1];
        OutputPlan.Bind(this, outputs, input, roles);
        var output = outputs[roles[0]];
        var expected = 0L;
        for (var i = 0; i < Strides.Count; i++)
            expected += (long)GridSymbol.Cells(input.Width, Strides[i]) * GridSymbol.Cells(input.Height, Strides[i]);
        CandidateCount.Ensure(this, output.Dimensions[1], expected, input);
        destination.Clear();
        var width = output.Dimensions[2];
        var values = output.Values;
        for (var i = 0; i < Strides.Count; i++)
        {
            var columns = GridSymbol.Cells(input.Width, Strides[i]);
            var cells = columns * GridSymbol.Cells(input.Height, Strides[i]);
            DecodeLevel(values[..(cells * width)], width, columns, Strides[i], destination);
            values = values[(cells * width)..];
        }
    }

    private void DecodeLevel(ReadOnlySpan<float> values, int width, int columns, int stride, DetectionBuffer destination)
    {
        for (var cell = 0; cell < values.Length / width; cell++)
        {
            var row = values.Slice(cell * width, width);
            if (row[4] <= ScoreThreshold)
                continue;
            var best = ClassScores.Best(row[BoxValues..]);
            var score = row[4] * row[BoxValues + best];
            if (score <= ScoreThreshold)
                continue;
            var box = BoxFormat.FromCentre(
                (row[0] + (cell % columns)) * stride, (row[1] + (cell / columns)) * stride, MathF.Exp(row[2]) * stride, MathF.Exp(row[3]) * stride);
            _ = destination.Add(box, score, best);
        }
    }
}
