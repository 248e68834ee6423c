using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.HueSaturationValue"/> in a pipeline.</summary>
public static class HueSaturationValueCatalog
{
    /// <summary>Turns the hue and shifts saturation and value in OpenCV's 8-bit HSV. A grey picture has neither hue nor saturation: only its value is shifted. Options that an augmentation draws must be fixed values here.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    /// <param name="op">The options.</param>
    /// <exception cref="ArgumentException">An option of the op is a range (such ops take part in augmentation only), or the op cannot move one of the columns; the text names both.</exception>
    public static VisionEstimator HueSaturationValue(this VisionCatalog catalog, SampleColumns columns, HueSaturationValue op) => catalog.Apply(op, columns);
}
