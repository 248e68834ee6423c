namespace Microsoft.ML.Data;

/// <summary>What a reader sees of an exception on another thread.</summary>
internal static class ParallelError
{
    public static Exception Of(Exception inner)
        => new InvalidOperationException("Splitter/consolidator worker encountered exception while consuming source data", inner);
}
