using DeepRecipes.Estimators;
using DeepRecipes.Metrics;
using Microsoft.ML;

namespace DeepRecipes;

/// <summary>Predicted keypoints of single objects in a data view against the true ones in it.</summary>
public static class EvaluateKeypointsCatalog
{
    /// <summary>Evaluates keypoints, one object a row: PCK, NME and OKS. All columns are read through one cursor.</summary>
    /// <remarks>Several objects in a picture have to be found before they can be measured: <see cref="EvaluateDetectionCatalog.EvaluateDetection"/> with <see cref="DetectionKind.Keypoints"/>.</remarks>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">A row for each object.</param>
    /// <param name="options">Joints, sigmas and thresholds; <see cref="KeypointOptions.Of"/> takes them from a skeleton.</param>
    /// <param name="columns">The columns, and what errors are measured by.</param>
    /// <returns>The numbers of all joints and of each.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    /// <exception cref="ArgumentException">The columns say no reference length or two, or a row holds something else than one object; the text names the row.</exception>
    public static KeypointResult EvaluateKeypoints(this VisionCatalog catalog, IDataView data, KeypointOptions options, KeypointEvaluationColumns columns) =>
        catalog.AccumulateKeypoints(data, options, columns).Compute();

    /// <summary>The same as a state that can be merged with the states of other views, and kept.</summary>
    /// <inheritdoc cref="EvaluateKeypoints"/>
    public static KeypointAccumulator AccumulateKeypoints(this VisionCatalog catalog, IDataView data, KeypointOptions options, KeypointEvaluationColumns columns)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(columns);
        var accumulator = new KeypointAccumulator(options);
        if (columns.ReferenceLength is null == columns.ReferenceJoints is null)
            throw new ArgumentException($"columns must name either {nameof(columns.ReferenceLength)} or {nameof(columns.ReferenceJoints)}: errors in pixels mean nothing without the object's size.", nameof(columns));
        var joints = Joints(options, columns);
        var kind = EvaluationColumns.KeypointsOf(options.Joints.Length);
        var truth = data.Schema.Require(columns.TruthKeypoints, kind);
        var keypoints = data.Schema.Require(columns.Keypoints, kind);
        DataViewSchema.Column? length = columns.ReferenceLength is null ? null : data.Schema.Require(columns.ReferenceLength, EvaluationColumns.Single);
        DataViewSchema.Column? area = columns.Area is null ? null : data.Schema.Require(columns.Area, EvaluationColumns.Single);
        DataViewSchema.Column? objectId = columns.ObjectId is null ? null : data.Schema.Require(columns.ObjectId, EvaluationColumns.Id);
        using var cursor = data.GetRowCursor(EvaluationColumns.Needed(truth, keypoints, length, area, objectId));
        var readTruth = new VectorReader<float>(cursor, truth);
        var readKeypoints = new VectorReader<float>(cursor, keypoints);
        var readLength = length is null ? null : cursor.GetGetter<float>(length.Value);
        var readArea = area is null ? null : cursor.GetGetter<float>(area.Value);
        var readId = objectId is null ? null : cursor.GetGetter<long>(objectId.Value);
        long id = -1;
        float reference = 0;
        float size = 0;
        while (cursor.MoveNext())
        {
            id++;
            readId?.Invoke(ref id);
            readLength?.Invoke(ref reference);
            readArea?.Invoke(ref size);
            try
            {
                var truths = OneObject(readTruth.Read(), options, columns.TruthKeypoints);
                var predictions = OneObject(readKeypoints.Read(), options, columns.Keypoints);
                accumulator.Update(id, predictions, truths, joints is { } pair ? Distance(truths, pair, columns) : reference, readArea is null ? null : size);
            }
            catch (ArgumentException e)
            {
                throw new ArgumentException($"Row {cursor.Position} (object {id}), columns '{columns.Keypoints}' and '{columns.TruthKeypoints}': {e.Message}", nameof(data), e);
            }
        }
        return accumulator;
    }

    private static (int First, int Second)? Joints(KeypointOptions options, KeypointEvaluationColumns columns)
    {
        if (columns.ReferenceJoints is not { } pair)
            return null;
        return (Index(pair.First), Index(pair.Second));

        int Index(string name) => options.Joints.IndexOf(name) is var index and >= 0
            ? index
            : throw new ArgumentException($"columns names the joint '{name}' as a reference; there are {string.Join(", ", options.Joints)}.", nameof(columns));
    }

    private static ReadOnlySpan<float> OneObject(ReadOnlySpan<float> keypoints, KeypointOptions options, string column) => keypoints.Length == 3 * options.Joints.Length
        ? keypoints
        : throw new ArgumentException(
            $"'{column}' holds {keypoints.Length} numbers, and one object has 3 x {options.Joints.Length}. A row is one object here; several in a picture are measured by EvaluateDetection with DetectionKind.Keypoints.");

    private static double Distance(ReadOnlySpan<float> truths, (int First, int Second) pair, KeypointEvaluationColumns columns)
    {
        var first = truths.Slice(3 * pair.First, 3);
        var second = truths.Slice(3 * pair.Second, 3);
        if (!(first[2] > 0 && second[2] > 0))
        {
            throw new ArgumentException(
                $"the reference joints {columns.ReferenceJoints} are not both labelled. Filter such rows, or give their size in a column by {nameof(KeypointEvaluationColumns.ReferenceLength)}.");
        }
        double dx = (double)first[0] - second[0];
        double dy = (double)first[1] - second[1];
        return Math.Sqrt((dx * dx) + (dy * dy));
    }
}
