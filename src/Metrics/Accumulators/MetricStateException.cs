namespace DeepRecipes.Metrics;

/// <summary>Something is wrong with a metric's partial state. The derived types say what.</summary>
/// <param name="message">What is wrong and what to do.</param>
public abstract class MetricStateException(string message) : Exception(message);

/// <summary>Two partial states do not belong together: they were made with different parameters or categories.</summary>
/// <param name="parameter">The parameter that differs.</param>
/// <param name="mine">Its value in the state that was to take over the other.</param>
/// <param name="theirs">Its value in the other state.</param>
public sealed class MetricMismatchException(string parameter, object? mine, object? theirs)
    : MetricStateException($"The states differ in {parameter}: {mine} here, {theirs} in the other. Merge only states made with the same parameters.")
{
    /// <summary>The parameter that differs.</summary>
    public string Parameter { get; } = parameter;
}

/// <summary>An image (or a part of the data) was given twice.</summary>
/// <param name="sample">The id that was given twice.</param>
public sealed class DuplicateSampleException(long sample)
    : MetricStateException($"The sample {sample} is already in the state. Each image (or part) may be given once; a distributed sampler that pads its last batch repeats some.")
{
    /// <summary>The id that was given twice.</summary>
    public long Sample { get; } = sample;
}

/// <summary>The bytes are no state that this version of this metric can read.</summary>
/// <param name="message">What was found and what is understood.</param>
public sealed class MetricStateVersionException(string message) : MetricStateException(message);

/// <summary>The bytes of a state are cut short or damaged.</summary>
/// <param name="message">What is wrong.</param>
public sealed class MetricStateCorruptException(string message) : MetricStateException(message);
