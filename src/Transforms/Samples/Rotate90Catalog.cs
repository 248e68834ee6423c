using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.Rotate90"/> in a pipeline.</summary>
public static class Rotate90Catalog
{
    /// <summary>A quarter turn clockwise, exact: the pixel at (x, y) goes to (h - 1 - y, x).</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    public static VisionEstimator Rotate90(this VisionCatalog catalog, SampleColumns columns) => catalog.Apply(new Rotate90(), columns);
}
