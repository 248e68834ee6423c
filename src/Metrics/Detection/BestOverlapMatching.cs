using System.Runtime.InteropServices;

namespace DeepRecipes.Metrics;

/// <summary>
/// PASCAL VOC's matching: each detection, by falling score, looks at the truth of its category it overlaps most; the first to look at a truth finds it, later
/// ones are duplicates, and nobody moves on to the second best. Crowds and ignored truths are neither found nor missed, nor are detections of them wrong.
/// </summary>
internal static class BestOverlapMatching
{
    public static CategoryMatches[] Run(DetectionTable table, CocoOptions options, double threshold)
    {
        var images = new ImageRows(table);
        ISimilarity similarity = ImageRows.Similarity(table, options);
        CategoryMatches[] matches = [.. table.Categories.Select(_ => new CategoryMatches())];
        for (int row = 0; row < table.Truths.Count; row++)
            matches[table.Truths.Categories[row]].Positives += ImageRows.IsIgnored(table.Truths, row) ? 0 : 1;
        for (int image = 0; image < images.Count; image++)
        {
            int[] truths = images.Truths(image);
            int[] detections = images.Detections(image);
            var overlaps = new double[truths.Length * detections.Length];
            similarity.Fill(detections, truths, overlaps);
            var found = new bool[truths.Length];
            for (int d = 0; d < detections.Length; d++)
            {
                int category = table.Detections.Categories[detections[d]];
                int best = -1;
                for (int g = 0; g < truths.Length; g++)
                {
                    double overlap = overlaps[(d * truths.Length) + g];
                    if (table.Truths.Categories[truths[g]] == category && overlap >= threshold && (best < 0 || overlap > overlaps[(d * truths.Length) + best]))
                        best = g;
                }

                if (best >= 0 && ImageRows.IsIgnored(table.Truths, truths[best]))
                    continue;
                bool hit = best >= 0 && !found[best];
                if (hit)
                    found[best] = true;
                matches[category].Detections.Add((table.Detections.Scores[detections[d]], hit));
            }
        }

        return matches;
    }
}

/// <summary>The detections of one category that count, and what there was to find.</summary>
internal sealed class CategoryMatches
{
    public List<(double Score, bool Hit)> Detections { get; } = [];

    public long Positives { get; set; }
}

/// <summary>The rows of each image, detections by falling score and equal ones by what they are, not by where they stood.</summary>
internal sealed class ImageRows
{
    private readonly int[] _truths;
    private readonly int[] _truthStarts;
    private readonly int[] _detections;
    private readonly int[] _detectionStarts;

    public ImageRows(DetectionTable table)
    {
        Count = table.Images.Count;
        int[] ranks = table.ImageRanks();
        _truths = Bucketing.All(table.Truths.Count);
        _truthStarts = Bucketing.Sort(ref _truths, Bucketing.Keys(CollectionsMarshal.AsSpan(table.Truths.Images), ranks), Count);
        _detections = Bucketing.All(table.Detections.Count);
        new FallingScores().Sort(_detections, CollectionsMarshal.AsSpan(table.Detections.Scores));
        _detectionStarts = Bucketing.Sort(ref _detections, Bucketing.Keys(CollectionsMarshal.AsSpan(table.Detections.Images), ranks), Count);
        new DetectionTies(table).Settle(
            _detections, Bucketing.All(table.Detections.Count), CollectionsMarshal.AsSpan(table.Detections.Images), CollectionsMarshal.AsSpan(table.Detections.Scores));
        var ties = new TruthTies(table);
        for (int i = 0; i < Count; i++)
            ties.Settle(_truths.AsSpan(_truthStarts[i].._truthStarts[i + 1]));
    }

    public int Count { get; }

    public static ISimilarity Similarity(DetectionTable table, CocoOptions options) => options.Kind switch
    {
        DetectionKind.Boxes => new BoxSimilarity(table.Truths, table.Detections),
        DetectionKind.Masks => new MaskSimilarity(table.Truths, table.Detections),
        _ => new KeypointSimilarity(table.Truths, table.Detections, options.KeypointSigmas),
    };

    public static bool IsIgnored(TruthColumns truths, int row) => truths.Flags[row] != TruthFlags.None;

    public int[] Truths(int image) => _truths[_truthStarts[image].._truthStarts[image + 1]];

    public int[] Detections(int image) => _detections[_detectionStarts[image].._detectionStarts[image + 1]];
}
