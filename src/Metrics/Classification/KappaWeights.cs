namespace DeepRecipes.Metrics;

/// <summary>How far two different classes are apart, for <see cref="ConfusionMatrix.Kappa"/>.</summary>
public enum KappaWeights
{
    /// <summary>Any two different classes are equally far apart.</summary>
    None,

    /// <summary>As far as their numbers differ.</summary>
    Linear,

    /// <summary>As far as the square of the difference of their numbers.</summary>
    Quadratic,
}
