using System.Collections.Immutable;
using System.Globalization;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>What can be said about probabilities over several classes. Numbers with nothing in them are NaN.</summary>
/// <param name="Confusion">Truth against the most probable class (the first of equals).</param>
/// <param name="LogLoss">Mean negative log probability of the true class (natural logarithm).</param>
/// <param name="RocAucPerClass">Each class against all others; NaN for a class that is never, or always, the truth.</param>
/// <param name="AveragePrecisionPerClass">Each class against all others; NaN for a class that is never the truth, where scikit-learn says 0.</param>
/// <param name="AveragePrecisionMicro">Over all pairs of row and class taken together.</param>
/// <param name="RocAucOneVersusOneMacro">The mean over the pairs of classes that occur, each way (Hand and Till 2001); the rows' weights are not used, as in scikit-learn.</param>
/// <param name="RocAucOneVersusOneWeighted">The same, weighted by how often the pair's classes are the truth.</param>
/// <param name="TopAccuracies">At k - 1, the share of rows whose true class is among the k most probable, for k from 1 to the number of classes; of equals the later class counts first, as in scikit-learn.</param>
/// <param name="Calibration">The reliability diagram of the most probable class.</param>
public sealed record MulticlassClassificationResult(
    ConfusionMatrix Confusion,
    double LogLoss,
    ImmutableArray<double> RocAucPerClass,
    ImmutableArray<double> AveragePrecisionPerClass,
    double AveragePrecisionMicro,
    double RocAucOneVersusOneMacro,
    double RocAucOneVersusOneWeighted,
    ImmutableArray<double> TopAccuracies,
    Calibration Calibration)
{
    /// <summary>What the curves are drawn from when they are asked for: one of every class at once would take nine times the memory of the rows.</summary>
    internal ClassifiedRows? Rows { get; init; }

    /// <summary>The share predicted rightly.</summary>
    public double Accuracy => Confusion.Accuracy;

    /// <summary>The mean area of each class against all others; NaN unless all classes occur, as scikit-learn's error.</summary>
    public double RocAucOneVersusRestMacro => RocAucPerClass.Average();

    /// <summary>The same, weighted by how often the class is the truth.</summary>
    public double RocAucOneVersusRestWeighted => BySupport(RocAucPerClass);

    /// <summary>The mean average precision over the classes that occur.</summary>
    public double AveragePrecisionMacro => AveragePrecisionPerClass.Where(ap => !double.IsNaN(ap)).DefaultIfEmpty(double.NaN).Average();

    /// <summary>The same, weighted by how often the class is the truth.</summary>
    public double AveragePrecisionWeighted => BySupport(AveragePrecisionPerClass, skip: true);

    /// <summary>The share of rows whose true class is among the k most probable.</summary>
    /// <param name="k">1 to the number of classes.</param>
    /// <returns>0 to 1.</returns>
    public double TopAccuracy(int k)
    {
        Ensure.InRange(k, 1, TopAccuracies.Length);
        return TopAccuracies[k - 1];
    }

    /// <summary>The ROC curve of a class against all others, as points.</summary>
    /// <param name="index">Index of the class.</param>
    /// <returns>The curve; empty for a result that an accumulator did not compute.</returns>
    public RocCurve Roc(int index)
    {
        Ensure.InRange(index, 0, Confusion.Classes.Length - 1);
        return RocCurve.From(Ranked(index));
    }

    /// <summary>The precision-recall curve of a class against all others, as points.</summary>
    /// <param name="index">Index of the class.</param>
    /// <returns>The curve; empty for a result that an accumulator did not compute.</returns>
    public PrecisionRecallCurve PrecisionRecall(int index)
    {
        Ensure.InRange(index, 0, Confusion.Classes.Length - 1);
        return PrecisionRecallCurve.From(Ranked(index));
    }

    /// <summary>The main numbers, one a line, and the confusion matrix.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        accuracy           {Accuracy:0.0000}
        top {Shown} accuracy     {TopAccuracy(Shown):0.0000}
        balanced accuracy  {Confusion.BalancedAccuracy:0.0000}
        F1 macro           {Confusion.FBeta(Average.Macro):0.0000}
        F1 weighted        {Confusion.FBeta(Average.Weighted):0.0000}
        ROC AUC (ovr)      {RocAucOneVersusRestMacro:0.0000}
        average precision  {AveragePrecisionMacro:0.0000}
        MCC                {Confusion.Mcc:0.0000}
        log loss           {LogLoss:0.0000}
        calibration error  {Calibration.ExpectedError:0.0000}
        {Confusion}
        """);

    internal static MulticlassClassificationResult From(ImmutableArray<string> names, ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> weights)
    {
        int classes = names.Length;
        if (weights.IndexOfAnyExcept(1) < 0)
            weights = [];
        var predicted = new int[labels.Length];
        var confidences = new double[labels.Length];
        var correct = new bool[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<double> row = probabilities.Slice(i * classes, classes);
            for (int c = 1; c < classes; c++)
            {
                if (row[c] > row[predicted[i]])
                    predicted[i] = c;
            }

            confidences[i] = row[predicted[i]];
            correct[i] = predicted[i] == labels[i];
        }

        var areas = new double[classes];
        var precisions = new double[classes];
        var truth = new bool[labels.Length];
        var scores = new double[labels.Length];
        for (int c = 0; c < classes; c++)
        {
            RankedScores ranked = Ranked(c, classes, labels, probabilities, weights, truth, scores);
            areas[c] = RocCurve.From(ranked).Area;
            precisions[c] = PrecisionRecallCurve.From(ranked).AveragePrecision;
        }

        (double pairMacro, double pairWeighted) = OneVersusOne(classes, labels, probabilities);
        return new(
            ConfusionCounter.Count(names, labels, predicted, weights),
            ProbabilityScores.LogLoss(labels, probabilities, weights),
            [.. areas],
            [.. precisions],
            Micro(classes, labels, probabilities, weights),
            pairMacro,
            pairWeighted,
            [.. Top(classes, labels, probabilities, weights)],
            Calibration.From(correct, confidences, weights));
    }

    /// <summary>The k that is printed: 5, or 2 where there are so few classes that 5 would say nothing.</summary>
    private int Shown => TopAccuracies.Length > 5 ? 5 : 2;

    private RankedScores Ranked(int index)
    {
        ClassifiedRows rows = Rows ?? ClassifiedRows.None;
        double[] weights = rows.Weights.AsSpan().IndexOfAnyExcept(1) < 0 ? [] : rows.Weights;
        return Ranked(index, Confusion.Classes.Length, rows.Labels, rows.Probabilities, weights, new bool[rows.Labels.Length], new double[rows.Labels.Length]);
    }

    /// <summary>A class against all others.</summary>
    private static RankedScores Ranked(
        int index, int classes, ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> weights, Span<bool> truth, Span<double> scores)
    {
        for (int i = 0; i < truth.Length; i++)
            (truth[i], scores[i]) = (labels[i] == index, probabilities[(i * classes) + index]);
        return RankedScores.From(truth, scores, weights);
    }

    private static double Micro(int classes, ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> weights)
    {
        var truth = new bool[probabilities.Length];
        double[] all = weights.IsEmpty ? [] : new double[probabilities.Length];
        for (int i = 0; i < truth.Length; i++)
        {
            truth[i] = labels[i / classes] == i % classes;
            if (all.Length > 0)
                all[i] = weights[i / classes];
        }

        return PrecisionRecallCurve.From(RankedScores.From(truth, probabilities, all)).AveragePrecision;
    }

    private static (double Macro, double Weighted) OneVersusOne(int classes, ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities)
    {
        var counts = new int[classes];
        foreach (int label in labels)
            counts[label]++;
        double sum = 0;
        double weighted = 0;
        double weightSum = 0;
        int pairs = 0;
        for (int a = 0; a < classes; a++)
        {
            for (int b = a + 1; b < classes; b++)
            {
                if (counts[a] == 0 || counts[b] == 0)
                    continue;
                double area = (PairArea(a, b, classes, labels, probabilities) + PairArea(b, a, classes, labels, probabilities)) / 2;
                sum += area;
                pairs++;
                double weight = counts[a] + counts[b];
                weighted += weight * area;
                weightSum += weight;
            }
        }

        return pairs == 0 ? (double.NaN, double.NaN) : (sum / pairs, weighted / weightSum);
    }

    private static double PairArea(int positive, int negative, int classes, ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities)
    {
        var truth = new List<bool>();
        var scores = new List<double>();
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] != positive && labels[i] != negative)
                continue;
            truth.Add(labels[i] == positive);
            scores.Add(probabilities[(i * classes) + positive]);
        }

        return RocCurve.AreaOf([.. truth], [.. scores]);
    }

    private static double[] Top(int classes, ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> weights)
    {
        ExactSum[] atRank = [.. Enumerable.Range(0, classes).Select(_ => new ExactSum())];
        var total = new ExactSum();
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<double> row = probabilities.Slice(i * classes, classes);
            double own = row[labels[i]];
            int rank = 0;
            for (int c = 0; c < classes; c++)
                rank += row[c] > own || (row[c].Equals(own) && c > labels[i]) ? 1 : 0;
            double weight = weights.IsEmpty ? 1 : weights[i];
            atRank[rank].Add(weight);
            total.Add(weight);
        }

        var top = new double[classes];
        var hits = new ExactSum();
        for (int k = 0; k < classes; k++)
        {
            hits.Add(atRank[k]);
            top[k] = hits.Value / total.Value;
        }

        return top;
    }

    private double BySupport(ImmutableArray<double> values, bool skip = false)
    {
        double sum = 0;
        double weights = 0;
        for (int c = 0; c < values.Length; c++)
        {
            if (skip && double.IsNaN(values[c]))
                continue;
            sum += Confusion.Support(c) * values[c];
            weights += Confusion.Support(c);
        }

        return sum / weights;
    }
}
