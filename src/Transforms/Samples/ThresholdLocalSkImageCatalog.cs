using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.ThresholdLocalSkImage"/> in a pipeline.</summary>
public static class ThresholdLocalSkImageCatalog
{
    /// <summary>Black and white by scikit-image's <c>image &gt; threshold_local(image, ...)</c> on the luma. Options that an augmentation draws must be fixed values here.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    /// <param name="op">The options.</param>
    /// <exception cref="ArgumentException">An option of the op is a range (such ops take part in augmentation only), or the op cannot move one of the columns; the text names both.</exception>
    public static VisionEstimator ThresholdLocalSkImage(this VisionCatalog catalog, SampleColumns columns, ThresholdLocalSkImage op) => catalog.Apply(op, columns);
}
