using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.ColourJitter"/> in a pipeline.</summary>
public static class ColourJitterCatalog
{
    /// <summary>Brightness, contrast, saturation and hue, in this order, each by a factor of its own drawn for each sample: torchvision's <c>ColorJitter</c> with a fixed order. A grey picture has neither saturation nor hue. Options that an augmentation draws must be fixed values here.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    /// <param name="op">The options.</param>
    /// <exception cref="ArgumentException">An option of the op is a range (such ops take part in augmentation only), or the op cannot move one of the columns; the text names both.</exception>
    public static VisionEstimator ColourJitter(this VisionCatalog catalog, SampleColumns columns, ColourJitter op) => catalog.Apply(op, columns);
}
