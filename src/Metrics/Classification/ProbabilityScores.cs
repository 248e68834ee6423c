namespace DeepRecipes.Metrics;

/// <summary>Log loss and Brier score: exactly rounded sums, so that no order of the rows shows.</summary>
internal static class ProbabilityScores
{
    /// <summary>A probability of 0 for what happened would cost infinity; scikit-learn keeps this far from 0 and 1.</summary>
    private const double Epsilon = 2.220446049250313e-16;

    public static double LogLoss(ReadOnlySpan<bool> labels, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> weights)
    {
        var losses = new ExactSum();
        var total = new ExactSum();
        for (int i = 0; i < labels.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[i];
            double positive = Math.Clamp(probabilities[i], Epsilon, 1 - Epsilon);
            double negative = Math.Clamp(1 - probabilities[i], Epsilon, 1 - Epsilon);
            losses.Add(-weight * Math.Log((labels[i] ? positive : negative) / (positive + negative)));
            total.Add(weight);
        }

        return losses.Value / total.Value;
    }

    /// <summary>Over classes, with the rows of <paramref name="probabilities"/> brought to a sum of 1 after the clamping, as scikit-learn does.</summary>
    public static double LogLoss(ReadOnlySpan<int> labels, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> weights)
    {
        var losses = new ExactSum();
        var total = new ExactSum();
        int classes = labels.IsEmpty ? 0 : probabilities.Length / labels.Length;
        for (int i = 0; i < labels.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[i];
            double sum = 0;
            foreach (double probability in probabilities.Slice(i * classes, classes))
                sum += Math.Clamp(probability, Epsilon, 1 - Epsilon);
            losses.Add(-weight * Math.Log(Math.Clamp(probabilities[(i * classes) + labels[i]], Epsilon, 1 - Epsilon) / sum));
            total.Add(weight);
        }

        return losses.Value / total.Value;
    }

    public static double Brier(ReadOnlySpan<bool> labels, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> weights)
    {
        var squares = new ExactSum();
        var total = new ExactSum();
        for (int i = 0; i < labels.Length; i++)
        {
            double weight = weights.IsEmpty ? 1 : weights[i];
            double error = probabilities[i] - (labels[i] ? 1 : 0);
            squares.Add(weight * error * error);
            total.Add(weight);
        }

        return squares.Value / total.Value;
    }
}
