using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.Rotate270"/> in a pipeline.</summary>
public static class Rotate270Catalog
{
    /// <summary>A quarter turn anticlockwise, exact: the pixel at (x, y) goes to (y, w - 1 - x).</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    public static VisionEstimator Rotate270(this VisionCatalog catalog, SampleColumns columns) => catalog.Apply(new Rotate270(), columns);
}
