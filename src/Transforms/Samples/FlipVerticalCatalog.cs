using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.FlipVertical"/> in a pipeline.</summary>
public static class FlipVerticalCatalog
{
    /// <summary>Mirrors top and bottom: a pixel at row y goes to row h - 1 - y.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    /// <exception cref="ArgumentException">There are keypoints, and nobody said which are left and right.</exception>
    public static VisionEstimator FlipVertical(this VisionCatalog catalog, SampleColumns columns) => catalog.Apply(new FlipVertical(), columns);
}
