using DeepRecipes.Transforms;

namespace DeepRecipes;

/// <summary><see cref="Augmentation.Letterbox"/> in a pipeline.</summary>
public static class LetterboxSampleCatalog
{
    /// <summary>Resizes the picture as large as it fits with its aspect kept, and moves what belongs to it; <see cref="LetterboxCatalog"/> does so with a picture alone and keeps how to map results back.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    /// <param name="op">The size and the bars.</param>
    public static VisionEstimator Letterbox(this VisionCatalog catalog, SampleColumns columns, Augmentation.Letterbox op) => catalog.Apply(op, columns);
}
