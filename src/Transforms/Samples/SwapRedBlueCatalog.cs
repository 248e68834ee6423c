using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.SwapRedBlue"/> in a pipeline.</summary>
public static class SwapRedBlueCatalog
{
    /// <summary>Exchanges red and blue: mends a picture that was made of BGR bytes taken for RGB, or the reverse. The order of a tensor is chosen by <see cref="Detection.TensorFormat.Order"/>.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    public static VisionEstimator SwapRedBlue(this VisionCatalog catalog, SampleColumns columns) => catalog.Apply(new SwapRedBlue(), columns);
}
