using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Areas under the curves that a score's thresholds give.</summary>
internal static class RankingCurves
{
    /// <summary>The part of the pairs of a positive and a negative in which the positive scores higher; ties count half.</summary>
    public static double AreaUnderRoc(List<(float Score, bool Positive)> rows)
    {
        Contracts.CheckParam(rows.Exists(r => r.Positive), "PosSample", "AUC is not defined when there is no positive class in the data");
        Contracts.CheckParam(rows.Exists(r => !r.Positive), "NegSample", "AUC is not defined when there is no negative class in the data");
        var (positives, negatives, area) = (0.0, 0.0, 0.0);
        foreach (var tied in rows.GroupBy(r => r.Score).OrderByDescending(g => g.Key))
        {
            double higher = tied.Count(r => r.Positive);
            double lower = tied.Count(r => !r.Positive);
            area += (positives * lower) + (0.5 * higher * lower);
            positives += higher;
            negatives += lower;
        }

        return area / (positives * negatives);
    }

    /// <summary>ML.NET's area under the precision-recall curve: trapezoids from one positive to the next, in the order of the score and, among ties, of the rows.</summary>
    public static double AreaUnderPrecisionRecall(List<(float Score, bool Positive)> rows)
    {
        var positives = rows.Count(r => r.Positive);
        var (truePositives, falsePositives) = (0, 0);
        var (recall, precision, area) = (0.0, 1.0, 0.0);
        foreach (var (_, positive) in rows.OrderByDescending(r => r.Score))
        {
            if (!positive)
            {
                falsePositives++;
                precision = (double)truePositives / (truePositives + falsePositives);
                continue;
            }

            truePositives++;
            var (nextRecall, nextPrecision) = ((double)truePositives / positives, (double)truePositives / (truePositives + falsePositives));
            area += (nextRecall - recall) * (precision + nextPrecision) / 2;
            (recall, precision) = (nextRecall, nextPrecision);
        }

        return area;
    }
}
