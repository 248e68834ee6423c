namespace DeepRecipes.Metrics;

/// <summary>How the losses of several items become one number.</summary>
public enum Reduction
{
    /// <summary>Their mean (weighted, where a loss has item weights); NaN for no items.</summary>
    Mean,

    /// <summary>Their sum; 0 for no items.</summary>
    Sum,
}
