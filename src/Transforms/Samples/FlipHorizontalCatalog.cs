using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary>Mirroring left and right.</summary>
public static class FlipHorizontalCatalog
{
    /// <summary>Mirrors left and right: pixels and keypoints from x to w - 1 - x, box edges from x to w - x, and paired keypoints change places.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    /// <exception cref="ArgumentException">There are keypoints, and nobody said which are left and right.</exception>
    public static VisionEstimator FlipHorizontal(this VisionCatalog catalog, SampleColumns columns) => catalog.Apply(new FlipHorizontal(), columns);
}
