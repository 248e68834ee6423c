using DeepRecipes.Estimators;
using DeepRecipes.Kernels;
using DeepRecipes.Metrics;
using Microsoft.ML;

namespace DeepRecipes;

/// <summary>Detections in a data view against the truth in it.</summary>
public static class EvaluateDetectionCatalog
{
    /// <summary>Evaluates boxes, masks or the keypoints of several objects in a picture by COCO's protocol. All columns are read through one cursor.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">A row for each image.</param>
    /// <param name="classNames">The names of classes 0, 1, 2, ...</param>
    /// <param name="columns">The columns; null for the usual names.</param>
    /// <param name="options">How to evaluate; null for boxes, strict.</param>
    /// <returns>The 12 numbers (10 for keypoints), per class, and the curves behind them.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    /// <exception cref="ArgumentException">A class has no name, columns of a row do not belong together, or a mask cannot be read or is not as large as those beside it; the text names the row.</exception>
    public static CocoResult EvaluateDetection(
        this VisionCatalog catalog, IDataView data, IReadOnlyList<string> classNames, DetectionEvaluationColumns? columns = null, CocoOptions? options = null) =>
        catalog.AccumulateDetection(data, classNames, columns, options).Compute();

    /// <summary>The same as a state that can be merged with the states of other views, and kept.</summary>
    /// <inheritdoc cref="EvaluateDetection"/>
    public static DetectionAccumulator AccumulateDetection(
        this VisionCatalog catalog, IDataView data, IReadOnlyList<string> classNames, DetectionEvaluationColumns? columns = null, CocoOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        columns ??= new();
        var accumulator = new DetectionAccumulator(DetectionCategory.FromNames(classNames), options);
        var rows = new DetectionRows(data.Schema, columns, accumulator.Options);
        DataViewSchema.Column? imageId = columns.ImageId is null ? null : data.Schema.Require(columns.ImageId, EvaluationColumns.Id);
        using var cursor = data.GetRowCursor(EvaluationColumns.Needed([.. rows.Needed, imageId]));
        var truths = rows.Truths(cursor);
        var predictions = rows.Predictions(cursor);
        var readId = imageId is null ? null : cursor.GetGetter<long>(imageId.Value);
        long id = -1;
        while (cursor.MoveNext())
        {
            id++;
            readId?.Invoke(ref id);
            try
            {
                var (expected, found) = (truths(), predictions());
                CheckSizes([.. expected.Select(one => one.Mask), .. found.Select(one => one.Mask)]);
                accumulator.Update(id, expected, found);
            }
            catch (ArgumentException e)
            {
                throw new ArgumentException($"Row {cursor.Position} (image {id}): {e.Message}", nameof(data), e);
            }
        }
        return accumulator;
    }

    // Masks of different pictures share nothing, which would look like a bad network.
    private static void CheckSizes(RleMask?[] masks)
    {
        foreach (var mask in masks)
        {
            if (mask is not null && masks[0] is { } first && (mask.Width != first.Width || mask.Height != first.Height))
                throw new ArgumentException($"one mask is {first.Width} x {first.Height}, and another one {mask.Width} x {mask.Height}; all masks of a row are of one picture's size.");
        }
    }
}
