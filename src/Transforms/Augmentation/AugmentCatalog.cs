using DeepRecipes.Augmentation;
using DeepRecipes.Transforms;
using Microsoft.ML;

namespace DeepRecipes;

/// <summary>Augmentation in training: around what is trained, and never a part of a model.</summary>
public static class AugmentCatalog
{
    /// <summary>
    /// A view with several augmented copies of each row, made when a cursor comes to them. All copies of a row follow each other and have the same <c>SourceId</c>;
    /// split by it: <c>TrainTestSplit(view, samplingKeyColumnName: "SourceId")</c>. What a copy looks like depends on the seed, the sample's id and the number of the copy,
    /// whatever the order, the number of cursors and the shuffling.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="input">The rows.</param>
    /// <param name="recipe">What is done.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    /// <param name="copies">Copies of each row, 1 to 10000.</param>
    /// <param name="seed">Another seed, other copies.</param>
    /// <param name="options">The sample's id, boxes, and more.</param>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type, or the recipe cannot move one; the text names both.</exception>
    public static IDataView Augment(
        this DataOperationsCatalog catalog, IDataView input, Recipe recipe, SampleColumns columns, int copies = 1, long seed = 0, AugmentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(input);
        return new AugmentedView(input, new(recipe, columns, copies, seed, options ?? new()), explains: true);
    }

    /// <summary>
    /// Fits a trainer or a chain on the augmented view. What comes back is what the trainer gave, so that nothing of the augmentation is in the model:
    /// it scores plain rows, in cross-validation too. The steps that make features of the picture belong into what is wrapped: those before it have read the plain picture. (A fit that reads rows but nothing of what is augmented is an error.)
    /// </summary>
    /// <param name="trainer">A trainer, or a chain that ends in one.</param>
    /// <param name="recipe">What is done.</param>
    /// <param name="columns">The picture and what belongs to it.</param>
    /// <param name="copies">Copies of each row, 1 to 10000.</param>
    /// <param name="seed">Another seed, other copies.</param>
    /// <param name="options">The sample's id, boxes, and more.</param>
    /// <typeparam name="TTransformer">What the trainer gives.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="copies"/> is out of its range.</exception>
    public static IEstimator<TTransformer> WithAugmentation<TTransformer>(
        this IEstimator<TTransformer> trainer, Recipe recipe, SampleColumns columns, int copies = 1, long seed = 0, AugmentOptions? options = null)
        where TTransformer : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(trainer);
        return new AugmentingEstimator<TTransformer>(trainer, new(recipe, columns, copies, seed, options ?? new()));
    }
}
