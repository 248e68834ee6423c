using System.Buffers;

namespace DeepRecipes.Detection;

/// <summary>Bottom-up pose networks with tags (associative embedding, HigherHRNet): all points of all people, grouped by their tags.</summary>
/// <remarks>
/// Outputs: heat maps <c>[1, K, rows, columns]</c> and tags <c>[1, K, rows, columns]</c>. For each key point in turn its peaks, best first, join the person
/// without that point whose mean tag is nearest, if nearer than the tag threshold, or begin a new one (the paper matches all peaks of
/// a key point at once; best first differs only where two peaks want one person). A point lies at its cell's centre, moved a quarter cell towards the higher
/// neighbour on each axis; its visibility is its peak's height; a point not found is (0, 0) in the network's pixels with visibility 0. A person's score is the sum of the
/// heights over K, the box the hull of the points found. Followed: Newell et al. 2017, "Associative Embedding", and HigherHRNet's parser.
/// </remarks>
public sealed record AssociativeEmbeddingDecoder : IDetectionDecoder<AssociativeEmbeddingDecoder>
{
    /// <inheritdoc/>
    public static string Kind => "associative-embedding";

    /// <summary>People with a score greater than this are reported. From 0 to 1; 0.1 by default.</summary>
    public float ScoreThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.1f;

    /// <summary>Peaks higher than this are points. From 0 to 1; 0.1 by default.</summary>
    public float PeakThreshold { get; init => field = Option.InRange(value, 0, 1); } = 0.1f;

    /// <summary>How near tags of one person are; greater than 0, and 1 by default.</summary>
    public float TagThreshold { get; init => field = Option.Positive(value); } = 1;

    /// <summary>Peaks of each key point that are looked at, the highest; from 1 to 1000, and 30 by default.</summary>
    public int MaxPeople { get; init => field = Option.InRange(value, 1, 1000); } = 30;

    /// <summary>Key points; from 1 to 256, and COCO's 17 by default.</summary>
    public int KeypointCount { get; init => field = Option.InRange(value, 1, 256); } = 17;

    /// <inheritdoc/>
    public bool NeedsSuppression => false;

    /// <inheritdoc/>
    public NetworkInput UsualInput => new() { Format = TensorFormat.ImageNet, Fill = 0 };

    /// <inheritdoc/>
    public IReadOnlyList<TensorPattern> ExpectedOutputs => [new("heatmaps", $"1 {KeypointCount} R S"), new("tags", $"1 {KeypointCount} R S")];

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        Span<int> roles = stackalloc int[2];
        OutputPlan.Bind(this, outputs, input, roles);
        var heat = outputs[roles[0]];
        var tags = outputs[roles[1]].Values;
        int rows = heat.Dimensions[2], columns = heat.Dimensions[3], cells = rows * columns;
        destination.Clear(KeypointCount);
        var people = new TaggedPeople(KeypointCount, KeypointCount * MaxPeople, TagThreshold);
        var peaks = ArrayPool<HeatmapPeak>.Shared.Rent(MaxPeople);
        for (var k = 0; k < KeypointCount; k++)
        {
            var map = heat.Values.Slice(k * cells, cells);
            foreach (var (cell, height) in peaks.AsSpan(0, HeatmapPeaks.Highest(map, rows, columns, PeakThreshold, peaks.AsSpan(0, MaxPeople))))
            {
                var (dx, dy) = HeatmapPeaks.QuarterStep(map, rows, columns, cell);
                var x = ((cell % columns) + 0.5f + dx) * input.Width / columns;
                var y = ((cell / columns) + 0.5f + dy) * input.Height / rows;
                people.Add(k, x, y, height, tags[(k * cells) + cell]);
            }
        }

        people.WriteTo(destination, ScoreThreshold);
        people.Dispose();
        ArrayPool<HeatmapPeak>.Shared.Return(peaks);
    }
}
