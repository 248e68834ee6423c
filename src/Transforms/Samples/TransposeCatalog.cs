using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.Transpose"/> in a pipeline.</summary>
public static class TransposeCatalog
{
    /// <summary>Rows become columns: the pixel at (x, y) goes to (y, x). It mirrors.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    /// <exception cref="ArgumentException">There are keypoints, and nobody said which are left and right.</exception>
    public static VisionEstimator Transpose(this VisionCatalog catalog, SampleColumns columns) => catalog.Apply(new Transpose(), columns);
}
