using DeepRecipes.Estimators;
using DeepRecipes.Metrics;
using DeepRecipes.Transforms;
using Microsoft.ML;

namespace DeepRecipes;

/// <summary>Predicted masks in a data view against the true ones in it.</summary>
public static class EvaluateSegmentationCatalog
{
    /// <summary>Evaluates masks of class ids: pixel accuracy, IoU and Dice per class, boundary F and Hausdorff distances. All columns are read through one cursor.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">A row for each image.</param>
    /// <param name="classNames">The names of classes 0, 1, 2, ...</param>
    /// <param name="columns">The columns; null for the usual names.</param>
    /// <param name="ignoreLabel">Pixels whose true id is this one count nowhere; 255 by default, null for none.</param>
    /// <param name="boundaryTolerance">How far from the true boundary a predicted one may lie, in pixels; not negative, 2 by default.</param>
    /// <returns>The numbers of all classes and of each.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    /// <exception cref="ArgumentException">A row has no mask, masks of different sizes, colours where ids are expected, or an id that is no class; the text names the row.</exception>
    public static SegmentationResult EvaluateSegmentation(
        this VisionCatalog catalog, IDataView data, IReadOnlyList<string> classNames, SegmentationEvaluationColumns? columns = null, byte? ignoreLabel = 255, double boundaryTolerance = 2) =>
        catalog.AccumulateSegmentation(data, classNames, columns, ignoreLabel, boundaryTolerance).Compute();

    /// <summary>The same as a state that can be merged with the states of other views, and kept.</summary>
    /// <inheritdoc cref="EvaluateSegmentation"/>
    public static SegmentationAccumulator AccumulateSegmentation(
        this VisionCatalog catalog, IDataView data, IReadOnlyList<string> classNames, SegmentationEvaluationColumns? columns = null, byte? ignoreLabel = 255, double boundaryTolerance = 2)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        columns ??= new();
        var accumulator = new SegmentationAccumulator(classNames, ignoreLabel, boundaryTolerance);
        var truth = data.Schema.Require(columns.TruthMask, ColumnKind.Image);
        var mask = data.Schema.Require(columns.Mask, ColumnKind.Image);
        DataViewSchema.Column? imageId = columns.ImageId is null ? null : data.Schema.Require(columns.ImageId, EvaluationColumns.Id);
        using var cursor = data.GetRowCursor(EvaluationColumns.Needed(truth, mask, imageId));
        var readTruth = new MaskReader(cursor, truth);
        var readMask = new MaskReader(cursor, mask);
        var readId = imageId is null ? null : cursor.GetGetter<long>(imageId.Value);
        long id = -1;
        while (cursor.MoveNext())
        {
            id++;
            readId?.Invoke(ref id);
            try
            {
                var truths = readTruth.Read(out var shape);
                var predictions = readMask.Read(out var predicted);
                if (predicted != shape)
                {
                    throw new ArgumentException(
                        $"'{columns.Mask}' has {predicted.Width} x {predicted.Height} pixels, '{columns.TruthMask}' {shape.Width} x {shape.Height}; they must be equal. Resize the prediction to the original.");
                }
                accumulator.Update(id, predictions, truths, shape.Width, shape.Height);
            }
            catch (ArgumentException e)
            {
                throw new ArgumentException($"Row {cursor.Position} (image {id}), columns '{columns.Mask}' and '{columns.TruthMask}': {e.Message}", nameof(data), e);
            }
        }
        return accumulator;
    }
}
