using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.Rotate"/> in a pipeline.</summary>
public static class RotateCatalog
{
    /// <summary>Turns the picture about its middle by any angle. Quarter turns that are exact have ops of their own. Options that an augmentation draws must be fixed values here.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    /// <param name="op">The options.</param>
    /// <exception cref="ArgumentException">An option of the op is a range (such ops take part in augmentation only), or the op cannot move one of the columns; the text names both.</exception>
    public static VisionEstimator Rotate(this VisionCatalog catalog, SampleColumns columns, Rotate op) => catalog.Apply(op, columns);
}
