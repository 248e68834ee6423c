using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.Affine"/> in a pipeline.</summary>
public static class AffineCatalog
{
    /// <summary>Scales, shears, turns and shifts the picture, in this order, about its middle. A negative scale of one side mirrors: then keypoints and classes change places, and keypoints need a skeleton. Options that an augmentation draws must be fixed values here.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    /// <param name="op">The options.</param>
    /// <exception cref="ArgumentException">An option of the op is a range (such ops take part in augmentation only), or the op cannot move one of the columns; the text names both.</exception>
    public static VisionEstimator Affine(this VisionCatalog catalog, SampleColumns columns, Affine op) => catalog.Apply(op, columns);
}
