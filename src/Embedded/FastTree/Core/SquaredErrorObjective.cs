namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Half the squared error: rows move by their residual, a leaf by its weighted mean.</summary>
internal sealed class SquaredErrorObjective(float[] labels, double[] weights) : IBoostingObjective
{
    public void GetGradients(ReadOnlySpan<double> scores, Span<double> gradients)
    {
        for (var i = 0; i < labels.Length; i++)
            gradients[i] = labels[i] - scores[i];
    }

    public double GetLeafStep(ReadOnlySpan<int> rows, ReadOnlySpan<double> scores)
    {
        var sum = 0.0;
        var total = 0.0;
        foreach (var row in rows)
        {
            var weight = weights is null ? 1 : weights[row];
            sum += weight * (labels[row] - scores[row]);
            total += weight;
        }

        return total > 0 ? sum / total : 0;
    }
}
