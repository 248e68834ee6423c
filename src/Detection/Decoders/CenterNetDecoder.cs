using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>CenterNet (objects as points): peaks of a heat map per class.</summary>
/// <remarks>
/// Outputs: heat map <c>hm [1, C, H/4, W/4]</c> (after its sigmoid), size <c>wh [1, 2, H/4, W/4]</c> and centre offset <c>reg [1, 2, H/4, W/4]</c>, both in
/// cells. A peak is a cell not less than its eight neighbours. No suppression is needed. Followed: Zhou et al. 2019, "Objects as Points".
/// </remarks>
public sealed record CenterNetDecoder : IDetectionDecoder<CenterNetDecoder>
{
    private const int Stride = 4;

    /// <inheritdoc/>
    public static string Kind => "centernet";

    /// <summary>Peaks with a score greater than this are reported. From 0 to 1; 0.3 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.3f;

    /// <inheritdoc/>
    public bool NeedsSuppression => false;

    /// <inheritdoc/>
    // Its authors' statistics of COCO, whose pictures they leave in OpenCV's order.
    public NetworkInput UsualInput => new() { Format = new() { Order = ChannelOrder.Bgr, Normalization = ChannelNormalization.FromMeanDeviation(0.40789654, 0.44719302, 0.47026115, 0.28863828, 0.27408164, 0.27809835) }, Fill = 0 };

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("hm", "1 C H/4 W/4"), new("wh", "1 2 H/4 W/4"), new("reg|offset", "1 2 H/4 W/4")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[3];
        OutputPlan.Bind(this, outputs, input, roles);
        var heat = outputs[roles[0]];
        var sizes = outputs[roles[1]].Values;
        var offsets = outputs[roles[2]].Values;
        int rows = heat.Dimensions[2], columns = heat.Dimensions[3], cells = rows * columns;
        destination.Clear();
        for (var i = 0; i < heat.Values.Length; i++)
        {
            var score = heat.Values[i];
            var cell = i % cells;
            if (score <= ScoreThreshold || !HeatmapPeaks.IsPeak(heat.Values.Slice(i - cell, cells), rows, columns, cell))
                continue;
            var x = ((cell % columns) + offsets[cell]) * Stride;
            var y = ((cell / columns) + offsets[cells + cell]) * Stride;
            _ = destination.Add(BoxFormat.FromCentre(x, y, sizes[cell] * Stride, sizes[cells + cell] * Stride), score, i / cells);
        }
    }
}
