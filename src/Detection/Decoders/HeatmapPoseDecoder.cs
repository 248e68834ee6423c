using System.Numerics.Tensors;

namespace DeepRecipes.Detection;

/// <summary>Heat-map pose networks for one person (SimpleBaseline, HRNet, ViTPose): the peak of each key point's map.</summary>
/// <remarks>
/// Output: <c>[1, K, rows, columns]</c>. A point is its map's highest cell, moved a quarter cell towards the higher neighbour on each
/// axis; cell (0, 0) lies on pixel (0, 0) and a cell is input / map pixels wide. A point's visibility is its map's height. One detection: its box is the hull of the points, its score the
/// mean of their heights. Followed: Xiao et al. 2018, "Simple Baselines", and HRNet's <c>get_final_preds</c>.
/// </remarks>
public sealed record HeatmapPoseDecoder : IDetectionDecoder<HeatmapPoseDecoder>
{
    /// <inheritdoc/>
    public static string Kind => "heatmap-pose";

    /// <summary>The person is reported when the score is greater than this. From 0 to 1; 0.2 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.2f;

    /// <summary>Key points; at least 1, and COCO's 17 by default.</summary>
    public int KeypointCount { get; init => field = Option.InRange(value, 1, ushort.MaxValue); } = 17;

    /// <inheritdoc/>
    public bool NeedsSuppression => false;

    /// <inheritdoc/>
    public NetworkInput UsualInput => new() { Format = TensorFormat.ImageNet, Fill = 0 };

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("output|heatmaps", $"1 {KeypointCount} R S")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[1];
        OutputPlan.Bind(this, outputs, input, roles);
        var output = outputs[roles[0]];
        int rows = output.Dimensions[2], columns = output.Dimensions[3], cells = rows * columns;
        destination.Clear(KeypointCount);
        var points = destination.Scratch(KeypointCount * 3);
        var sum = 0f;
        for (var k = 0; k < KeypointCount; k++)
        {
            var map = output.Values.Slice(k * cells, cells);
            var peak = TensorPrimitives.IndexOfMax(map);
            int x = peak % columns, y = peak / columns;
            var (dx, dy) = HeatmapPeaks.QuarterStep(map, rows, columns, peak);
            // Half a pixel more, because Write takes continuous coordinates and these are pixel centres.
            KeypointFormat.Write(points, k, ((x + dx) * input.Width / columns) + 0.5f, ((y + dy) * input.Height / rows) + 0.5f, map[peak]);
            sum += map[peak];
        }

        var score = sum / KeypointCount;
        if (score <= ScoreThreshold)
            return;
        var index = destination.Add(KeypointFormat.Hull(points), score, 0);
        if (index >= 0)
            points.CopyTo(destination.KeypointsOf(index));
    }
}
