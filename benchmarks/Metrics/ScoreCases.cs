using DeepRecipes.Metrics;

namespace DeepRecipes.Benchmarks.Metrics;

/// <summary>Curves of 10^6 scores beside scikit-learn.</summary>
internal static class ScoreCases
{
    private const int Rows = 1_000_000;

    public static void Run(Comparison comparison, PeerData data)
    {
        bool[] labels = Array.ConvertAll(data.Next<byte>(Rows), b => b != 0);
        double[] scores = data.Next<double>(Rows);
        double[] rounded = Array.ConvertAll(scores, s => Math.Round(s, 2));
        double value = 0;
        Action<string> check = Comparison.Near(() => value, 1e-12);
        comparison.Row("ROC AUC, 10^6 distinct scores", "auc", () => value = RocCurve.AreaOf(labels, scores), check);
        comparison.Row("ROC AUC, 10^6 scores with ties", "auc_ties", () => value = RocCurve.AreaOf(labels, rounded), check);
        comparison.Row("ROC curve as points, 10^6 scores", "roc", () => value = RocCurve.From(labels, scores).Area, check);
        comparison.Row("average precision, 10^6 scores", "ap", () => value = PrecisionRecallCurve.From(labels, scores).AveragePrecision, check);
    }
}
