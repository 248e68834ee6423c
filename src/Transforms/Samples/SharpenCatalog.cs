using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.Sharpen"/> in a pipeline.</summary>
public static class SharpenCatalog
{
    /// <summary>Subtracts the Laplacian times a strength, signed until the last step, so that nothing clips on the way. Options that an augmentation draws must be fixed values here.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    /// <param name="op">The options.</param>
    /// <exception cref="ArgumentException">An option of the op is a range (such ops take part in augmentation only), or the op cannot move one of the columns; the text names both.</exception>
    public static VisionEstimator Sharpen(this VisionCatalog catalog, SampleColumns columns, Sharpen op) => catalog.Apply(op, columns);
}
