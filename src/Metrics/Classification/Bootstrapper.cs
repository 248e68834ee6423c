namespace DeepRecipes.Metrics;

/// <summary>Draws samples with replacement. Each draw is a hash of (seed, replicate, draw), so that replicates may run in parallel and give the same.</summary>
internal static class Bootstrapper
{
    /// <summary>The intervals of several numbers, all from the same samples.</summary>
    /// <param name="values">The numbers on the data themselves.</param>
    /// <param name="rows">Rows of the data.</param>
    /// <param name="options">How to draw.</param>
    /// <param name="numbers">The numbers when each row counts so often.</param>
    public static BootstrapInterval[] Intervals(double[] values, int rows, BootstrapOptions options, Func<int[], double[]> numbers)
    {
        options.Validate();
        var drawn = new double[options.Replicates][];
        Parallel.For(0, options.Replicates, replicate => drawn[replicate] = rows == 0 ? [.. values.Select(_ => double.NaN)] : numbers(Draw(options.Seed, replicate, rows)));
        double tail = (1 - options.Level) / 2;
        return [.. values.Select((value, i) =>
        {
            double[] defined = [.. drawn.Select(one => one[i]).Where(v => !double.IsNaN(v)).Order()];
            return new BootstrapInterval(value, Quantile(defined, tail), Quantile(defined, 1 - tail), options.Level, drawn.Length - defined.Length);
        })];
    }

    /// <summary>How often each row was drawn.</summary>
    private static int[] Draw(long seed, int replicate, int rows)
    {
        var counts = new int[rows];
        ulong stream = Mix((ulong)seed ^ Mix((ulong)replicate + 0x9E3779B97F4A7C15));
        for (int i = 0; i < rows; i++)
            counts[(int)Math.BigMul(Mix(stream + ((ulong)i * 0x9E3779B97F4A7C15)), (ulong)rows, out _)]++;
        return counts;
    }

    /// <summary>SplitMix64's finaliser (Steele, Lea, Flood 2014).</summary>
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Linear between the neighbouring order statistics, as numpy's default.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        if (sorted.Length == 0)
            return double.NaN;
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
