using System.Runtime.InteropServices;
using DeepRecipes.Estimators;
using DeepRecipes.Kernels;
using DeepRecipes.Metrics;
using DeepRecipes.Transforms;
using Microsoft.ML;

namespace DeepRecipes;

/// <summary>Detections in a data view against the truth in it.</summary>
public static class EvaluateDetectionCatalog
{
    /// <summary>Evaluates boxes by COCO's protocol. All columns are read through one cursor.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">A row for each image.</param>
    /// <param name="classNames">The names of classes 0, 1, 2, ...</param>
    /// <param name="columns">The columns; null for the usual names.</param>
    /// <param name="options">How to evaluate; null for boxes, strict. Masks and keypoints are evaluated by <see cref="DetectionAccumulator"/> itself.</param>
    /// <returns>The 12 numbers, per class, and the curves behind them.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    /// <exception cref="ArgumentException">A class has no name, or columns of a row do not belong together.</exception>
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
        var schema = data.Schema;
        var accumulator = new DetectionAccumulator(DetectionCategory.FromNames(classNames), options);
        var truthBoxes = schema.Require(columns.TruthBoxes, ColumnKind.Boxes);
        var boxes = schema.Require(columns.Boxes, ColumnKind.Boxes);
        var scores = schema.Require(columns.Scores, ColumnKind.Floats);
        var classes = schema.Require(columns.Classes, ColumnKind.Classes);
        DataViewSchema.Column? truthClasses = columns.TruthClasses is null ? null : schema.Require(columns.TruthClasses, ColumnKind.Classes);
        DataViewSchema.Column? imageId = columns.ImageId is null ? null : schema.Require(columns.ImageId, EvaluationColumns.Id);
        using var cursor = data.GetRowCursor(EvaluationColumns.Needed(truthBoxes, boxes, scores, classes, truthClasses, imageId));
        var readTruthBoxes = new VectorReader<float>(cursor, truthBoxes);
        var readBoxes = new VectorReader<float>(cursor, boxes);
        var readScores = new VectorReader<float>(cursor, scores);
        var readClasses = new VectorReader<int>(cursor, classes);
        var readTruthClasses = truthClasses is null ? null : new VectorReader<int>(cursor, truthClasses.Value);
        var readId = imageId is null ? null : cursor.GetGetter<long>(imageId.Value);
        long id = -1;
        int[] noClasses = [];
        while (cursor.MoveNext())
        {
            id++;
            readId?.Invoke(ref id);
            var truth = MemoryMarshal.Cast<float, Box>(readTruthBoxes.Read());
            if (noClasses.Length < truth.Length)
                noClasses = new int[truth.Length];
            try
            {
                accumulator.Update(
                    id, truth, readTruthClasses is null ? noClasses.AsSpan(0, truth.Length) : readTruthClasses.Read(),
                    MemoryMarshal.Cast<float, Box>(readBoxes.Read()), readClasses.Read(), readScores.Read());
            }
            catch (ArgumentException e)
            {
                throw new ArgumentException($"Row {cursor.Position} (image {id}): {e.Message}", nameof(data), e);
            }
        }
        return accumulator;
    }
}
