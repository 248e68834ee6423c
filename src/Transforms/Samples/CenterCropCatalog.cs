using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.CenterCrop"/> in a pipeline.</summary>
public static class CenterCropCatalog
{
    /// <summary>Cuts out the middle. Where an odd pixel is left over, one more is cut away right or below.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    /// <param name="op">The window.</param>
    public static VisionEstimator CenterCrop(this VisionCatalog catalog, SampleColumns columns, CenterCrop op) => catalog.Apply(op, columns);
}
