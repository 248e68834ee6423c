using System.Text.Json;

namespace DeepRecipes.Metrics.Tests.Classification;

/// <summary>Every number scikit-learn 1.2.1 gave for 20 data sets (ties, weights, one class only), within 1e-12.</summary>
public class ScikitLearnTests
{
    private static readonly Dictionary<string, JsonElement> Cases =
        Oracle.Load("classification.json").GetProperty("cases").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!, StringComparer.Ordinal);

    public static TheoryData<string> Binary => [.. Cases.Where(c => c.Value.GetProperty("kind").GetString() == "binary").Select(c => c.Key)];

    public static TheoryData<string> Multiclass => [.. Cases.Where(c => c.Value.GetProperty("kind").GetString() == "multiclass").Select(c => c.Key)];

    private static double[] Column(JsonElement element) => element.ValueKind == JsonValueKind.Null ? [] : Oracle.Numbers(element);

    [Theory]
    [MemberData(nameof(Binary))]
    public void Binary_IsScikitLearns(string name)
    {
        JsonElement c = Cases[name];
        bool[] labels = Array.ConvertAll(Oracle.Numbers(c.GetProperty("y_true")), y => y == 1);
        double[] scores = Oracle.Numbers(c.GetProperty("y_score"));
        double[] weights = Column(c.GetProperty("sample_weight"));
        bool probabilities = c.TryGetProperty("log_loss", out JsonElement logLoss);
        var accumulator = new BinaryClassificationAccumulator(probabilities ? ScoreKind.Probability : ScoreKind.Raw, c.GetProperty("threshold").GetDouble());
        accumulator.Update(labels, scores, weights);
        BinaryClassificationResult result = accumulator.Compute();

        CheckConfusion(c, result.Confusion);
        ConfusionMatrix zero = result.Confusion with { Undefined = 0 };
        JsonElement binary = c.GetProperty("binary");
        Oracle.Close(Oracle.Number(binary.GetProperty("precision")), zero.Precision(1), "precision");
        Oracle.Close(Oracle.Number(binary.GetProperty("recall")), zero.Recall(1), "recall");
        Oracle.Close(Oracle.Number(binary.GetProperty("f1")), zero.FBeta(1), "F1");

        CheckRoc(c.GetProperty("roc_curve_full"), result.Roc);
        CheckRoc(c.GetProperty("roc_curve"), result.Roc.WithoutIntermediatePoints());
        Oracle.Close(Oracle.Number(c.GetProperty("roc_auc")), result.Roc.Area, "AUC");
        Oracle.Close(Oracle.Number(c.GetProperty("roc_auc_max_fpr_0.1")), result.Roc.PartialArea(0.1), "partial AUC");
        if (weights.Length == 0)
            Oracle.Close(Oracle.Number(c.GetProperty("roc_auc")), RocCurve.AreaOf(labels, scores), "AUC alone");

        JsonElement pr = c.GetProperty("pr_curve");
        Oracle.Close(Oracle.Numbers(pr.GetProperty("thresholds")), result.PrecisionRecall.Thresholds, "PR thresholds");
        Oracle.Close(Oracle.Numbers(pr.GetProperty("precision")), result.PrecisionRecall.Precisions, "PR precision");
        if (labels.Contains(true))
        {
            Oracle.Close(Oracle.Numbers(pr.GetProperty("recall")), result.PrecisionRecall.Recalls, "PR recall");
            Oracle.Close(Oracle.Number(c.GetProperty("pr_auc_trapezoid")), result.PrecisionRecall.TrapezoidArea, "PR area");
            Oracle.Close(Oracle.Number(c.GetProperty("average_precision")), result.PrecisionRecall.AveragePrecision, "AP");
        }
        else
        {
            // scikit-learn invents a recall of 1 and an average precision of 0; here it is NaN.
            Assert.All(result.PrecisionRecall.Recalls, recall => Assert.True(double.IsNaN(recall)));
            Assert.True(double.IsNaN(result.PrecisionRecall.AveragePrecision) && double.IsNaN(result.PrecisionRecall.TrapezoidArea));
        }

        if (probabilities)
        {
            Oracle.Close(Oracle.Number(logLoss), result.LogLoss, "log loss");
            Oracle.Close(Oracle.Number(c.GetProperty("brier")), result.Brier, "Brier");
        }
        else
        {
            Assert.True(double.IsNaN(result.LogLoss) && double.IsNaN(result.Brier) && result.Calibration is null);
        }
    }

    [Theory]
    [MemberData(nameof(Multiclass))]
    public void Multiclass_IsScikitLearns(string name)
    {
        JsonElement c = Cases[name];
        double[] labels = Oracle.Numbers(c.GetProperty("y_true"));
        double[] probabilities = Oracle.Numbers(c.GetProperty("y_prob"));
        double[] weights = Column(c.GetProperty("sample_weight"));
        string[] classes = [.. c.GetProperty("labels").EnumerateArray().Select(l => l.ToString())];
        var accumulator = new MulticlassClassificationAccumulator(classes);
        for (int i = 0; i < labels.Length; i++)
            accumulator.Update((int)labels[i], probabilities.AsSpan(i * classes.Length, classes.Length), weights.Length == 0 ? 1 : weights[i]);
        MulticlassClassificationResult result = accumulator.Compute();

        CheckConfusion(c, result.Confusion);
        Oracle.Close(Oracle.Number(c.GetProperty("log_loss")), result.LogLoss, "log loss");
        Oracle.Close(Oracle.Numbers(c.GetProperty("roc_auc_per_class")), result.RocAucPerClass, "AUC per class");
        Oracle.Close(Oracle.Number(c.GetProperty("roc_auc_ovr_macro")), result.RocAucOneVersusRestMacro, "ovr macro");
        Oracle.Close(Oracle.Number(c.GetProperty("roc_auc_ovr_weighted")), result.RocAucOneVersusRestWeighted, "ovr weighted");
        Oracle.Close(Oracle.Number(c.GetProperty("roc_auc_ovo_macro")), result.RocAucOneVersusOneMacro, "ovo macro");
        Oracle.Close(Oracle.Number(c.GetProperty("roc_auc_ovo_weighted")), result.RocAucOneVersusOneWeighted, "ovo weighted");
        for (int k = 1; k <= 3; k++)
            Oracle.Close(Oracle.Number(c.GetProperty($"top_{k}_accuracy")), result.TopAccuracy(k), $"top {k}");
        Oracle.Close(Oracle.Number(c.GetProperty("average_precision_micro")), result.AveragePrecisionMicro, "AP micro");
        double[] perClass = Oracle.Numbers(c.GetProperty("average_precision_per_class"));
        for (int i = 0; i < perClass.Length; i++)
        {
            // scikit-learn gives a class that is never the truth an average precision of 0, and counts it in the mean; here it is NaN and left out.
            bool occurs = labels.Contains(i);
            Oracle.Close(occurs ? perClass[i] : double.NaN, result.AveragePrecisionPerClass[i], $"AP of class {i}");
        }

        double[] occurring = [.. perClass.Where((_, i) => labels.Contains(i))];
        Oracle.Close(occurring.Average(), result.AveragePrecisionMacro, "AP macro");
        Oracle.Close(Oracle.Number(c.GetProperty("average_precision_weighted")), result.AveragePrecisionWeighted, "AP weighted");
        if (occurring.Length == perClass.Length)
            Oracle.Close(Oracle.Number(c.GetProperty("average_precision_macro")), result.AveragePrecisionMacro, "AP macro of scikit-learn");
    }

    private static void CheckRoc(JsonElement expected, RocCurve roc)
    {
        Oracle.Close(Oracle.Numbers(expected.GetProperty("fpr")), roc.FalsePositiveRates, "FPR");
        Oracle.Close(Oracle.Numbers(expected.GetProperty("tpr")), roc.TruePositiveRates, "TPR");
        // scikit-learn 1.2 put the highest score plus 1 first, later ones infinity, as here.
        Assert.Equal(double.PositiveInfinity, roc.Thresholds[0]);
        Oracle.Close(Oracle.Numbers(expected.GetProperty("thresholds"))[1..], roc.Thresholds[1..], "thresholds");
    }

    private static void CheckConfusion(JsonElement c, ConfusionMatrix matrix)
    {
        ConfusionMatrix zero = matrix with { Undefined = 0 };
        int classes = matrix.Classes.Length;
        double[] cells = Oracle.Numbers(c.GetProperty("confusion_matrix"));
        for (int i = 0; i < cells.Length; i++)
            Oracle.Close(cells[i], matrix[i / classes, i % classes], "confusion");
        Oracle.Close(Oracle.Number(c.GetProperty("accuracy")), matrix.Accuracy, "accuracy");
        Oracle.Close(Oracle.Number(c.GetProperty("balanced_accuracy")), matrix.BalancedAccuracy, "balanced accuracy");
        Oracle.Close(Oracle.Number(c.GetProperty("hamming_loss")), matrix.HammingLoss, "hamming loss");
        Oracle.Close(Oracle.Number(c.GetProperty("mcc")), zero.Mcc, "MCC");
        Oracle.Close(Oracle.Number(c.GetProperty("cohen_kappa")), matrix.Kappa(), "kappa");
        Oracle.Close(Oracle.Number(c.GetProperty("cohen_kappa_linear")), matrix.Kappa(KappaWeights.Linear), "linear kappa");
        Oracle.Close(Oracle.Number(c.GetProperty("cohen_kappa_quadratic")), matrix.Kappa(KappaWeights.Quadratic), "quadratic kappa");
        foreach ((string key, Average average) in new[] { ("micro", Average.Micro), ("macro", Average.Macro), ("weighted", Average.Weighted) })
        {
            JsonElement expected = c.GetProperty(key);
            Oracle.Close(Oracle.Number(expected.GetProperty("precision")), zero.Precision(average), $"{key} precision");
            Oracle.Close(Oracle.Number(expected.GetProperty("recall")), zero.Recall(average), $"{key} recall");
            Oracle.Close(Oracle.Number(expected.GetProperty("f1")), zero.FBeta(average), $"{key} F1");
            Oracle.Close(Oracle.Number(expected.GetProperty("jaccard")), zero.Jaccard(average), $"{key} Jaccard");
        }

        Oracle.Close(Oracle.Number(c.GetProperty("macro").GetProperty("fbeta_0.5")), zero.FBeta(Average.Macro, 0.5), "F0.5");
        Oracle.Close(Oracle.Number(c.GetProperty("macro").GetProperty("fbeta_2")), zero.FBeta(Average.Macro, 2), "F2");
        JsonElement perClass = c.GetProperty("per_class");
        for (int i = 0; i < classes; i++)
        {
            Oracle.Close(Oracle.Number(perClass.GetProperty("precision")[i]), zero.Precision(i), "precision of a class");
            Oracle.Close(Oracle.Number(perClass.GetProperty("recall")[i]), zero.Recall(i), "recall of a class");
            Oracle.Close(Oracle.Number(perClass.GetProperty("f1")[i]), zero.FBeta(i), "F1 of a class");
            Oracle.Close(Oracle.Number(perClass.GetProperty("support")[i]), zero.Support(i), "support of a class");
        }
    }
}
