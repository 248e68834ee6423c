namespace Microsoft.ML.Trainers.FastTree;

/// <summary>What a leaf's rows sum to. The weight is the count where all rows weigh the same.</summary>
internal readonly record struct LeafTotals(long Gradients, long Weights, double Gradient, double Weight, int Count)
{
    /// <summary>How much the squared error falls when the rows get their mean instead of zero.</summary>
    public double Score => Weight > 0 ? Gradient * Gradient / Weight : 0;

    public static LeafTotals Of(ReadOnlySpan<int> rows, PackedSums gradients, PackedSums weights)
    {
        var gradient = 0L;
        var weight = 0L;
        foreach (var row in rows)
        {
            gradient += gradients.Values[row];
            if (weights is not null)
                weight += weights.Values[row];
        }

        return Of(gradient, weight, gradients, weights);
    }

    public static LeafTotals Of(long gradient, long weight, PackedSums gradients, PackedSums weights)
    {
        var count = gradients.Count(gradient);
        return new LeafTotals(gradient, weight, gradients.Number(gradient), weights?.Number(weight) ?? count, count);
    }
}
