namespace DeepRecipes.Detection;

/// <summary>YOLOv3 and YOLOv4 as Darknet's weights are exported: raw grids with anchors.</summary>
/// <remarks>
/// Outputs: one for each level, <c>[1, A (5 + C), H / stride, W / stride]</c>; the channels of an anchor are x, y, w, h, objectness and the
/// classes, all before their activations. Score = sigmoid(objectness) * sigmoid(class).
/// Followed: Redmon and Farhadi 2018, "YOLOv3"; Bochkovskiy et al. 2020, "YOLOv4" (its cells reach over their borders: <see cref="YoloLevel.GridScale"/>).
/// </remarks>
public sealed record YoloV3Decoder : IDetectionDecoder<YoloV3Decoder>
{
    private const int BoxChannels = 5;

    /// <inheritdoc/>
    public static string Kind => "yolov3";

    /// <summary>YOLOv4's levels, for inputs of 416 to 608 pixels.</summary>
    public static IReadOnlyList<YoloLevel> YoloV4Levels { get; } =
    [
        new(8, [12, 16, 19, 36, 40, 28], 1.2f),
        new(16, [36, 75, 76, 55, 72, 146], 1.1f),
        new(32, [142, 110, 192, 243, 459, 401], 1.05f),
    ];

    /// <summary>The levels, each with its stride and its anchors; YOLOv3's own three by default. At least one; the outputs may come in any order.</summary>
    public IReadOnlyList<YoloLevel> Levels { get; init => field = Option.NotEmpty(value); } =
    [
        new(8, [10, 13, 16, 30, 33, 23]),
        new(16, [30, 61, 62, 45, 59, 119]),
        new(32, [116, 90, 156, 198, 373, 326]),
    ];

    /// <summary>Candidates with a score greater than this are reported. From 0 to 1; 0.25 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.25f;

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs =>
        [.. Levels.Select(l => new TensorPattern($"stride {l.Stride}", $"1 {l.AnchorCount}C+{l.AnchorCount * BoxChannels} H/{l.Stride} W/{l.Stride}"))];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[Levels.Count];
        OutputPlan.Bind(this, outputs, input, roles);
        destination.Clear();
        for (var i = 0; i < Levels.Count; i++)
            DecodeLevel(outputs[roles[i]], Levels[i], destination);
    }

    private void DecodeLevel(TensorView output, YoloLevel level, DetectionBuffer destination)
    {
        var values = output.Values;
        int rows = output.Dimensions[2], columns = output.Dimensions[3], cells = rows * columns;
        var channels = output.Dimensions[1] / level.AnchorCount;
        for (var cell = 0; cell < cells; cell++)
        {
            for (var anchor = 0; anchor < level.AnchorCount; anchor++)
            {
                var head = values[((anchor * channels * cells) + cell)..];
                var objectness = Activations.Sigmoid(head[4 * cells]);
                if (objectness <= ScoreThreshold)
                    continue;
                var best = BoxChannels;
                for (var c = BoxChannels + 1; c < channels; c++)
                {
                    if (!(head[c * cells] <= head[best * cells]))
                        best = c;
                }

                var score = objectness * Activations.Sigmoid(head[best * cells]);
                if (score <= ScoreThreshold)
                    continue;
                var slack = (level.GridScale - 1) / 2;
                var x = ((cell % columns) + (Activations.Sigmoid(head[0]) * level.GridScale) - slack) * level.Stride;
                var y = ((cell / columns) + (Activations.Sigmoid(head[cells]) * level.GridScale) - slack) * level.Stride;
                var width = MathF.Exp(head[2 * cells]) * level.Anchors[2 * anchor];
                var height = MathF.Exp(head[3 * cells]) * level.Anchors[(2 * anchor) + 1];
                _ = destination.Add(BoxFormat.FromCentre(x, y, width, height), score, best - BoxChannels);
            }
        }
    }
}
