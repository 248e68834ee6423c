using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.Rotate180"/> in a pipeline.</summary>
public static class Rotate180Catalog
{
    /// <summary>A half turn, exact: the pixel at (x, y) goes to (w - 1 - x, h - 1 - y).</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    public static VisionEstimator Rotate180(this VisionCatalog catalog, SampleColumns columns) => catalog.Apply(new Rotate180(), columns);
}
