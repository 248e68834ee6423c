using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.Gamma"/> in a pipeline.</summary>
public static class GammaCatalog
{
    /// <summary>The power law <c>255 * gain * (v / 255) ^ exponent</c>, rounded half to even and saturated. Options that an augmentation draws must be fixed values here.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    /// <param name="op">The options.</param>
    /// <exception cref="ArgumentException">An option of the op is a range (such ops take part in augmentation only), or the op cannot move one of the columns; the text names both.</exception>
    public static VisionEstimator Gamma(this VisionCatalog catalog, SampleColumns columns, Gamma op) => catalog.Apply(op, columns);
}
