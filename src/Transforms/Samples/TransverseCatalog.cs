using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.Transverse"/> in a pipeline.</summary>
public static class TransverseCatalog
{
    /// <summary>Mirrors at the other diagonal: the pixel at (x, y) goes to (h - 1 - y, w - 1 - x).</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    /// <exception cref="ArgumentException">There are keypoints, and nobody said which are left and right.</exception>
    public static VisionEstimator Transverse(this VisionCatalog catalog, SampleColumns columns) => catalog.Apply(new Transverse(), columns);
}
