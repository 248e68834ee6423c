using System.Collections.Immutable;
using System.Globalization;

namespace DeepRecipes.Metrics;

/// <summary>Found, wrong and missed at one score threshold.</summary>
/// <param name="TruePositives">Truths found.</param>
/// <param name="FalsePositives">Detections of nothing, or of something found already.</param>
/// <param name="FalseNegatives">Truths missed.</param>
public sealed record DetectionCounts(long TruePositives, long FalsePositives, long FalseNegatives)
{
    /// <summary>Of the detections, the share that found something; NaN without detections.</summary>
    public double Precision => (double)TruePositives / (TruePositives + FalsePositives);

    /// <summary>Of the truths, the share that was found; NaN without truths.</summary>
    public double Recall => (double)TruePositives / (TruePositives + FalseNegatives);

    /// <summary>The harmonic mean of both; NaN without detections and truths.</summary>
    public double F1 => 2.0 * TruePositives / ((2 * TruePositives) + FalsePositives + FalseNegatives);
}

/// <summary>What a detector finds when only detections from a score on are shown.</summary>
/// <param name="ScoreThreshold">The lowest score that counts.</param>
/// <param name="IoUThreshold">From which overlap on a detection may match.</param>
/// <param name="Total">All categories together.</param>
/// <param name="PerCategory">Each category, in the order of their ids.</param>
public sealed record DetectionCountsResult(
    double ScoreThreshold, double IoUThreshold, DetectionCounts Total, ImmutableArray<(DetectionCategory Category, DetectionCounts Counts)> PerCategory)
{
    /// <summary>The totals.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"F1 {Total.F1:0.0000} (precision {Total.Precision:0.0000}, recall {Total.Recall:0.0000}) at score {ScoreThreshold:0.###}, IoU {IoUThreshold:0.##}");
}
