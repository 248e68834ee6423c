using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.EqualizeSkImage"/> in a pipeline.</summary>
public static class EqualizeSkImageCatalog
{
    /// <summary>Histogram equalisation of each channel as scikit-image's <c>equalize_hist</c> defines it.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    public static VisionEstimator EqualizeSkImage(this VisionCatalog catalog, SampleColumns columns) => catalog.Apply(new EqualizeSkImage(), columns);
}
