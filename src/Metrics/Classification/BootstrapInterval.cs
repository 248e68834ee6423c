using System.Globalization;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>How a bootstrap is drawn.</summary>
public sealed record BootstrapOptions
{
    /// <summary>Samples drawn: 10 to 1,000,000; 1,000 by default.</summary>
    public int Replicates { get; init; } = 1000;

    /// <summary>How much of the replicates the interval holds: above 0, below 1; 0.95 by default.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>The same seed gives the same interval; 0 by default.</summary>
    public long Seed { get; init; }

    internal void Validate()
    {
        Ensure.InRange(Replicates, 10, 1_000_000);
        Ensure.InRange(Level, double.Epsilon, double.BitDecrement(1));
    }
}

/// <summary>A percentile bootstrap interval.</summary>
/// <param name="Value">The number on the data themselves.</param>
/// <param name="Low">Lower end; NaN when no replicate gave a number.</param>
/// <param name="High">Upper end; NaN when no replicate gave a number.</param>
/// <param name="Level">The share of the replicates inside.</param>
/// <param name="UndefinedReplicates">Replicates whose number was NaN (a class was not drawn); they are left out of the interval.</param>
public sealed record BootstrapInterval(double Value, double Low, double High, double Level, int UndefinedReplicates)
{
    /// <summary>The number and its interval.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:0.0000} [{Low:0.0000}, {High:0.0000}] at {Level:0.###}");
}
