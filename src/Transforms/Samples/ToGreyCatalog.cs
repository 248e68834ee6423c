using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.ToGrey"/> in a pipeline.</summary>
public static class ToGreyCatalog
{
    /// <summary>All colour channels become the luma <c>0.299 R + 0.587 G + 0.114 B</c>; a grey picture stays as it is.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    public static VisionEstimator ToGrey(this VisionCatalog catalog, SampleColumns columns) => catalog.Apply(new ToGrey(), columns);
}
