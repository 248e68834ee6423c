namespace DeepRecipes.Kernels;

/// <summary>The formula of an overlap measure of oriented boxes.</summary>
internal interface IOrientedPairOperator
{
    /// <summary>The value of one pair of proper boxes.</summary>
    static abstract double Invoke(OrientedBox first, OrientedBox second);
}
