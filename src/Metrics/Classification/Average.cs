namespace DeepRecipes.Metrics;

/// <summary>How a number per class becomes one number (scikit-learn's names).</summary>
public enum Average
{
    /// <summary>The plain mean over the classes.</summary>
    Macro,

    /// <summary>From the counts of all classes together.</summary>
    Micro,

    /// <summary>The mean over the classes, weighted by how often each is the truth.</summary>
    Weighted,
}
