using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>How often each class was taken for each other, and every number that follows from it alone (scikit-learn's definitions).</summary>
/// <remarks>
/// Where there is nothing to divide by (the precision of a class never predicted) the number is <see cref="Undefined"/>, NaN by default; averages leave
/// NaN classes out and are NaN themselves when none is left. With <c>matrix with { Undefined = 0 }</c> the numbers are those of scikit-learn's <c>zero_division=0</c>.
/// </remarks>
public sealed record ConfusionMatrix
{
    private readonly double[] _cells;

    /// <summary>A matrix from its cells.</summary>
    /// <param name="classes">The classes' names; at least one.</param>
    /// <param name="cells">Count or weight of truth i predicted as j, at <c>i * classes.Count + j</c>; finite and not negative.</param>
    /// <exception cref="ArgumentException">The number of cells is not the square of the number of classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A cell is negative or not finite.</exception>
    public ConfusionMatrix(IReadOnlyList<string> classes, ReadOnlySpan<double> cells)
    {
        ArgumentNullException.ThrowIfNull(classes);
        Ensure.Positive(classes.Count);
        Ensure.Length(cells.Length, checked(classes.Count * classes.Count), nameof(cells));
        foreach (double cell in cells)
            Ensure.InRange(cell, 0, double.MaxValue, nameof(cells));
        Classes = [.. classes];
        _cells = cells.ToArray();
    }

    /// <summary>The classes' names, in the order of rows and columns.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>What stands for a number with nothing to divide by; NaN by default.</summary>
    public double Undefined { get; init; } = double.NaN;

    /// <summary>Count or weight of a truth predicted as a class.</summary>
    /// <param name="truth">Index of the true class.</param>
    /// <param name="predicted">Index of the predicted class.</param>
    public double this[int truth, int predicted]
    {
        get
        {
            Ensure.InRange(truth, 0, Classes.Length - 1);
            Ensure.InRange(predicted, 0, Classes.Length - 1);
            return _cells[(truth * Classes.Length) + predicted];
        }
    }

    /// <summary>The sum of all cells.</summary>
    public double Total => ExactSum.Of(_cells);

    /// <summary>The share of the diagonal.</summary>
    public double Accuracy => Ratio(Diagonal, Total);

    /// <summary>1 minus the accuracy.</summary>
    public double HammingLoss => Ratio(Total - Diagonal, Total);

    /// <summary>The mean recall of the classes that occur in the truth.</summary>
    public double BalancedAccuracy
    {
        get
        {
            var recalls = new List<double>();
            for (int i = 0; i < Classes.Length; i++)
            {
                if (Support(i) > 0)
                    recalls.Add(_cells[(i * Classes.Length) + i] / Support(i));
            }

            return Ratio(recalls.Sum(), recalls.Count);
        }
    }

    /// <summary>Matthews' correlation coefficient for any number of classes (Gorodkin 2004): 1 perfect, 0 chance, down to -1.</summary>
    public double Mcc
    {
        get
        {
            double total = Total;
            double crossed = 0;
            double predictedSquares = 0;
            double truthSquares = 0;
            for (int i = 0; i < Classes.Length; i++)
            {
                crossed += Support(i) * Predicted(i);
                predictedSquares += Predicted(i) * Predicted(i);
                truthSquares += Support(i) * Support(i);
            }

            double scale = ((total * total) - predictedSquares) * ((total * total) - truthSquares);
            return scale > 0 ? ((Diagonal * total) - crossed) / Math.Sqrt(scale) : Undefined;
        }
    }

    private double Diagonal
    {
        get
        {
            var sum = new ExactSum();
            for (int i = 0; i < Classes.Length; i++)
                sum.Add(_cells[(i * Classes.Length) + i]);
            return sum.Value;
        }
    }

    /// <summary>Count or weight of a class in the truth.</summary>
    /// <param name="index">Index of the class.</param>
    /// <returns>The sum of its row.</returns>
    public double Support(int index)
    {
        Ensure.InRange(index, 0, Classes.Length - 1);
        return ExactSum.Of(_cells.AsSpan(index * Classes.Length, Classes.Length));
    }

    /// <summary>Count or weight of a class in the predictions.</summary>
    /// <param name="index">Index of the class.</param>
    /// <returns>The sum of its column.</returns>
    public double Predicted(int index)
    {
        Ensure.InRange(index, 0, Classes.Length - 1);
        var sum = new ExactSum();
        for (int i = 0; i < Classes.Length; i++)
            sum.Add(_cells[(i * Classes.Length) + index]);
        return sum.Value;
    }

    /// <summary>Of what was predicted as the class, the share that is.</summary>
    /// <param name="index">Index of the class.</param>
    /// <returns>0 to 1.</returns>
    public double Precision(int index) => Ratio(this[index, index], Predicted(index));

    /// <summary>Of what is the class, the share that was predicted so.</summary>
    /// <param name="index">Index of the class.</param>
    /// <returns>0 to 1.</returns>
    public double Recall(int index) => Ratio(this[index, index], Support(index));

    /// <summary>The weighted harmonic mean of precision and recall, recall counting beta times as much.</summary>
    /// <param name="index">Index of the class.</param>
    /// <param name="beta">Greater than 0; 1 gives F1.</param>
    /// <returns>0 to 1.</returns>
    public double FBeta(int index, double beta = 1)
    {
        Ensure.Positive(beta);
        return FBeta(this[index, index], Predicted(index), Support(index), beta);
    }

    /// <summary>Intersection over union of predicted and true class.</summary>
    /// <param name="index">Index of the class.</param>
    /// <returns>0 to 1.</returns>
    public double Jaccard(int index) => Ratio(this[index, index], Support(index) + Predicted(index) - this[index, index]);

    /// <summary>Precision over all classes.</summary>
    /// <param name="average">How the classes are put together.</param>
    /// <returns>0 to 1.</returns>
    public double Precision(Average average) => average == Average.Micro ? Accuracy : Mean(average, Precision);

    /// <summary>Recall over all classes.</summary>
    /// <param name="average">How the classes are put together.</param>
    /// <returns>0 to 1.</returns>
    public double Recall(Average average) => average == Average.Micro ? Accuracy : Mean(average, Recall);

    /// <summary>F-beta over all classes.</summary>
    /// <param name="average">How the classes are put together.</param>
    /// <param name="beta">Greater than 0; 1 gives F1.</param>
    /// <returns>0 to 1.</returns>
    public double FBeta(Average average, double beta = 1)
    {
        Ensure.Positive(beta);
        return average == Average.Micro ? Accuracy : Mean(average, i => FBeta(i, beta));
    }

    /// <summary>Intersection over union over all classes.</summary>
    /// <param name="average">How the classes are put together.</param>
    /// <returns>0 to 1.</returns>
    public double Jaccard(Average average) => average == Average.Micro ? Ratio(Diagonal, (2 * Total) - Diagonal) : Mean(average, Jaccard);

    /// <summary>Cohen's kappa: agreement beyond what chance gives.</summary>
    /// <param name="weights">How far different classes are apart.</param>
    /// <returns>1 perfect, 0 chance, may be negative; <see cref="Undefined"/> when truth and prediction hold one and the same class only.</returns>
    public double Kappa(KappaWeights weights = KappaWeights.None)
    {
        double observed = 0;
        double expected = 0;
        double total = Total;
        for (int i = 0; i < Classes.Length; i++)
        {
            for (int j = 0; j < Classes.Length; j++)
            {
                double distance = weights switch
                {
                    KappaWeights.None => i == j ? 0 : 1,
                    KappaWeights.Linear => Math.Abs(i - j),
                    _ => (double)(i - j) * (i - j),
                };
                observed += distance * _cells[(i * Classes.Length) + j];
                expected += distance * Support(i) * Predicted(j) / total;
            }
        }

        return expected > 0 ? 1 - (observed / expected) : Undefined;
    }

    /// <summary>Equal names and cells.</summary>
    /// <param name="other">Another matrix.</param>
    /// <returns>Whether all is equal.</returns>
    public bool Equals(ConfusionMatrix? other) =>
        other is not null && Classes.SequenceEqual(other.Classes) && _cells.AsSpan().SequenceEqual(other._cells) && Undefined.Equals(other.Undefined);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Classes.Length, Total);

    /// <summary>A table with precision and recall per class.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        int width = Math.Max(8, Classes.Max(name => name.Length) + 1);
        text.Append("truth \\ predicted".PadRight(Math.Max(width, 18)));
        foreach (string name in Classes)
            text.Append(name.PadLeft(width));
        text.Append("   recall").AppendLine();
        for (int i = 0; i < Classes.Length; i++)
        {
            text.Append(Classes[i].PadRight(Math.Max(width, 18)));
            for (int j = 0; j < Classes.Length; j++)
                text.Append(this[i, j].ToString("0.###", CultureInfo.InvariantCulture).PadLeft(width));
            text.Append(CultureInfo.InvariantCulture, $"{Recall(i),9:0.0000}").AppendLine();
        }

        text.Append("precision".PadRight(Math.Max(width, 18)));
        for (int j = 0; j < Classes.Length; j++)
            text.Append(Precision(j).ToString("0.0000", CultureInfo.InvariantCulture).PadLeft(width));
        return text.AppendLine().ToString();
    }

    private double FBeta(double hits, double predicted, double support, double beta) =>
        Ratio((1 + (beta * beta)) * hits, (beta * beta * support) + predicted);

    private double Mean(Average average, Func<int, double> value)
    {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < Classes.Length; i++)
        {
            double one = value(i);
            double weight = average == Average.Weighted ? Support(i) : 1;
            if (double.IsNaN(one))
                continue;
            sum += weight * one;
            weights += weight;
        }

        return Ratio(sum, weights);
    }

    private double Ratio(double part, double whole) => whole > 0 ? part / whole : Undefined;
}
