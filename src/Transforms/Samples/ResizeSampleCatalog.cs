using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.Resize"/> in a pipeline.</summary>
public static class ResizeSampleCatalog
{
    /// <summary>Stretches the picture to one size, and moves what belongs to it; <see cref="ResizeCatalog"/> resizes a picture alone and keeps how to map results back.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    /// <param name="op">The size.</param>
    public static VisionEstimator Resize(this VisionCatalog catalog, SampleColumns columns, Augmentation.Resize op) => catalog.Apply(op, columns);
}
