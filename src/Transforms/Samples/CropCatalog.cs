using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.Crop"/> in a pipeline.</summary>
public static class CropCatalog
{
    /// <summary>Cuts out a window at a fixed place. It may reach beyond the picture; there it is filled.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    /// <param name="op">The window.</param>
    public static VisionEstimator Crop(this VisionCatalog catalog, SampleColumns columns, Crop op) => catalog.Apply(op, columns);
}
