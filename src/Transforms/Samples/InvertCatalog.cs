using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.Invert"/> in a pipeline.</summary>
public static class InvertCatalog
{
    /// <summary><c>255 - v</c> for every colour value.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    public static VisionEstimator Invert(this VisionCatalog catalog, SampleColumns columns) => catalog.Apply(new Invert(), columns);
}
