namespace DeepRecipes.Detection;

/// <summary>What a candidate of an anchor-free YOLO carries after box and classes.</summary>
internal interface IAnchorFreeTail
{
    /// <summary>Writes the tail of a candidate that was added.</summary>
    /// <param name="channels">The tail's channels: a row of all candidates for each.</param>
    /// <param name="candidates">Candidates in a row.</param>
    /// <param name="candidate">Which one.</param>
    /// <param name="destination">Where it was added.</param>
    /// <param name="index">As which detection.</param>
    static abstract void Write(ReadOnlySpan<float> channels, int candidates, int candidate, DetectionBuffer destination, int index);
}

/// <summary>Nothing after box and classes.</summary>
internal readonly struct NoTail : IAnchorFreeTail
{
    public static void Write(ReadOnlySpan<float> channels, int candidates, int candidate, DetectionBuffer destination, int index)
    {
    }
}

/// <summary>The loop over the candidates of YOLOv8's family: channel by channel, so that the best class is found a vector's worth of candidates at a time.</summary>
internal static class AnchorFreeHead
{
    private const int Block = 512;

    /// <param name="values">4 + classes + tail channels, each a row of all candidates.</param>
    /// <param name="candidates">Candidates in a row.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="threshold">Scores greater than this are added.</param>
    /// <param name="multiLabel">Whether every class above the threshold is added, and not only the best.</param>
    /// <param name="destination">Receives the detections.</param>
    public static void Decode<TTail>(ReadOnlySpan<float> values, int candidates, int classes, float threshold, bool multiLabel, DetectionBuffer destination)
        where TTail : struct, IAnchorFreeTail
    {
        Span<float> bestScores = stackalloc float[Block];
        Span<int> bestClasses = stackalloc int[Block];
        var scores = values.Slice(4 * candidates, classes * candidates);
        var tail = values[((4 + classes) * candidates)..];
        for (var first = 0; first < candidates; first += Block)
        {
            var length = Math.Min(Block, candidates - first);
            ClassScores.BestByRows(scores, candidates, first, bestScores[..length], bestClasses[..length]);
            for (var i = 0; i < length; i++)
            {
                if (bestScores[i] <= threshold)
                    continue;
                var candidate = first + i;
                var (firstClass, endClass) = multiLabel ? (0, classes) : (bestClasses[i], bestClasses[i] + 1);
                for (var c = firstClass; c < endClass; c++)
                {
                    var score = scores[(c * candidates) + candidate];
                    if (score <= threshold)
                        continue;
                    var index = destination.Add(BoxOf(values, candidates, candidate), score, c);
                    if (index >= 0)
                        TTail.Write(tail, candidates, candidate, destination, index);
                }
            }
        }
    }

    private static Kernels.Box BoxOf(ReadOnlySpan<float> values, int candidates, int candidate) =>
        BoxFormat.FromCentre(
            values[candidate], values[candidates + candidate], values[(2 * candidates) + candidate], values[(3 * candidates) + candidate]);
}
