using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Scaling columns.</summary>
public static class NormalizationCatalog
{
    /// <summary>Scales by the least and the greatest value seen in at most <paramref name="maximumExampleCount"/> rows, by default so that zero stays zero.</summary>
    public static NormalizingEstimator NormalizeMinMax(
        this TransformsCatalog catalog, string outputColumnName, string inputColumnName = null, long maximumExampleCount = 1000000000, bool fixZero = true)
        => new(catalog.GetEnvironment(), fixZero, maximumExampleCount, [(outputColumnName, inputColumnName ?? outputColumnName)]);

    /// <summary>Scales by the least and the greatest value seen in at most <paramref name="maximumExampleCount"/> rows, by default so that zero stays zero.</summary>
    public static NormalizingEstimator NormalizeMinMax(
        this TransformsCatalog catalog, InputOutputColumnPair[] columns, long maximumExampleCount = 1000000000, bool fixZero = true)
        => new(catalog.GetEnvironment(), fixZero, maximumExampleCount, InputOutputColumnPair.ToPairs(columns));
}
