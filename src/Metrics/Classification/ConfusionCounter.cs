namespace DeepRecipes.Metrics;

/// <summary>Counts rows into the cells of a confusion matrix; weights are summed cell by cell, exactly rounded.</summary>
internal static class ConfusionCounter
{
    public static ConfusionMatrix Count(IReadOnlyList<string> names, ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, ReadOnlySpan<double> weights)
    {
        int classes = names.Count;
        var cells = new double[classes * classes];
        for (int i = 0; i < truth.Length; i++)
            cells[(truth[i] * classes) + predicted[i]]++;
        if (weights.IsEmpty)
            return new(names, cells);

        // Rows bucketed by cell, so that one sum at a time is enough for any number of classes.
        var starts = new int[cells.Length + 1];
        for (int c = 0; c < cells.Length; c++)
            starts[c + 1] = starts[c] + (int)cells[c];
        var byCell = new double[truth.Length];
        int[] next = starts[..^1];
        for (int i = 0; i < truth.Length; i++)
            byCell[next[(truth[i] * classes) + predicted[i]]++] = weights[i];
        var sum = new ExactSum();
        for (int c = 0; c < cells.Length; c++)
        {
            sum.Clear();
            for (int i = starts[c]; i < starts[c + 1]; i++)
                sum.Add(byCell[i]);
            cells[c] = sum.Value;
        }

        return new(names, cells);
    }
}
