using System.Runtime.InteropServices;
using DeepRecipes.Kernels;
using DeepRecipes.Metrics;
using DeepRecipes.Transforms;
using Microsoft.ML;

namespace DeepRecipes.Estimators;

/// <summary>The columns of a detection evaluation: found in a schema, then read row by row as truths and predictions.</summary>
internal sealed class DetectionRows
{
    private readonly DetectionEvaluationColumns _columns;
    private readonly int _joints;
    private readonly DataViewSchema.Column _truthBoxes;
    private readonly DataViewSchema.Column _scores;
    private readonly DataViewSchema.Column _classes;
    private readonly DataViewSchema.Column? _truthClasses;
    private readonly DataViewSchema.Column? _truthAreas;
    private readonly DataViewSchema.Column? _truthCrowds;
    private readonly DataViewSchema.Column? _boxes;
    private readonly DataViewSchema.Column? _truthKeypoints;
    private readonly DataViewSchema.Column? _keypoints;
    private readonly DataViewSchema.Column? _truthMasks;
    private readonly DataViewSchema.Column? _masks;

    public DetectionRows(DataViewSchema schema, DetectionEvaluationColumns columns, CocoOptions options)
    {
        _columns = columns;
        _joints = options.Kind == DetectionKind.Keypoints ? options.KeypointSigmas.Length : 0;
        _truthBoxes = schema.Require(columns.TruthBoxes, ColumnKind.Boxes);
        _scores = schema.Require(columns.Scores, ColumnKind.Floats);
        _classes = schema.Require(columns.Classes, ColumnKind.Classes);
        _truthClasses = Optional(columns.TruthClasses, ColumnKind.Classes);
        _truthAreas = Optional(columns.TruthAreas, ColumnKind.Floats);
        _truthCrowds = Optional(columns.TruthCrowds, EvaluationColumns.Booleans);
        _boxes = Optional(options.Kind == DetectionKind.Boxes ? columns.Boxes : null, ColumnKind.Boxes);
        _truthKeypoints = Optional(_joints > 0 ? columns.TruthKeypoints : null, EvaluationColumns.KeypointsOf(_joints));
        var hasMasks = options.Kind == DetectionKind.Masks;
        _truthMasks = Optional(hasMasks ? columns.TruthMasks : null, ColumnKind.Masks);
        _masks = Optional(hasMasks ? columns.Masks : null, ColumnKind.Masks);
        _keypoints = Optional(_joints > 0 ? columns.Keypoints : null, EvaluationColumns.KeypointsOf(_joints));

        DataViewSchema.Column? Optional(string? name, ColumnKind kind) => name is null ? null : schema.Require(name, kind);
    }

    public IEnumerable<DataViewSchema.Column?> Needed => [_truthBoxes, _scores, _classes, _truthClasses, _truthAreas, _truthCrowds, _boxes, _truthKeypoints, _keypoints, _truthMasks, _masks];

    /// <summary>What reads a cursor's truths.</summary>
    public Func<DetectionTruth[]> Truths(DataViewRow row)
    {
        var boxes = new VectorReader<float>(row, _truthBoxes);
        var classes = Reader<int>(row, _truthClasses);
        var areas = Reader<float>(row, _truthAreas);
        var crowds = Reader<bool>(row, _truthCrowds);
        var keypoints = Reader<float>(row, _truthKeypoints);
        var masks = Reader<ReadOnlyMemory<char>>(row, _truthMasks);
        return () =>
        {
            var found = MemoryMarshal.Cast<float, Box>(boxes.Read());
            var ids = Values(classes, found.Length, 1, _columns.TruthClasses, _columns.TruthBoxes);
            var sizes = Values(areas, found.Length, 1, _columns.TruthAreas, _columns.TruthBoxes);
            var many = Values(crowds, found.Length, 1, _columns.TruthCrowds, _columns.TruthBoxes);
            var points = Values(keypoints, found.Length, 3 * _joints, _columns.TruthKeypoints, _columns.TruthBoxes);
            var outlines = Values(masks, found.Length, 1, _columns.TruthMasks, _columns.TruthBoxes);
            var truths = new DetectionTruth[found.Length];
            for (var i = 0; i < truths.Length; i++)
            {
                truths[i] = new()
                {
                    Category = ids.IsEmpty ? 0 : ids[i],
                    Box = CocoBox.From(found[i]),
                    Area = sizes.IsEmpty ? null : sizes[i],
                    IsCrowd = !many.IsEmpty && many[i],
                    Keypoints = Points(points, i),
                    Mask = Mask(outlines, i, _columns.TruthMasks),
                };
            }
            return truths;
        };
    }

    /// <summary>What reads a cursor's predictions.</summary>
    public Func<DetectionPrediction[]> Predictions(DataViewRow row)
    {
        var scores = new VectorReader<float>(row, _scores);
        var classes = Reader<int>(row, _classes);
        var boxes = Reader<float>(row, _boxes);
        var keypoints = Reader<float>(row, _keypoints);
        var masks = Reader<ReadOnlyMemory<char>>(row, _masks);
        return () =>
        {
            var sure = scores.Read();
            var ids = Values(classes, sure.Length, 1, _columns.Classes, _columns.Scores);
            var found = MemoryMarshal.Cast<float, Box>(Values(boxes, sure.Length, 4, _columns.Boxes, _columns.Scores));
            var points = Values(keypoints, sure.Length, 3 * _joints, _columns.Keypoints, _columns.Scores);
            var outlines = Values(masks, sure.Length, 1, _columns.Masks, _columns.Scores);
            var predictions = new DetectionPrediction[sure.Length];
            for (var i = 0; i < predictions.Length; i++)
            {
                predictions[i] = new()
                {
                    Category = ids[i],
                    Score = sure[i],
                    Box = found.IsEmpty ? default : CocoBox.From(found[i]),
                    Keypoints = Points(points, i),
                    Mask = Mask(outlines, i, _columns.Masks),
                };
            }
            return predictions;
        };
    }

    private static VectorReader<T>? Reader<T>(DataViewRow row, DataViewSchema.Column? column) => column is null ? null : new(row, column.Value);

    /// <summary>The values of a column that stands beside another; nothing where it is not read.</summary>
    private static ReadOnlySpan<T> Values<T>(VectorReader<T>? reader, int count, int each, string? name, string beside)
    {
        if (reader is null)
            return [];
        var values = reader.Read();
        return values.Length == count * each
            ? values
            : throw new ArgumentException($"'{name}' holds {values.Length} values, and '{beside}' {count} objects; {each} for each are needed.");
    }

    private static RleMask? Mask(ReadOnlySpan<ReadOnlyMemory<char>> masks, int index, string name)
    {
        if (masks.IsEmpty)
            return null;
        try
        {
            return RleMask.FromJson(masks[index].Span);
        }
        catch (FormatException e)
        {
            throw new ArgumentException($"'{name}', object {index}: {e.Message}", e);
        }
    }

    private double[]? Points(ReadOnlySpan<float> points, int index)
    {
        if (_joints == 0)
            return null;
        var numbers = new double[3 * _joints];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = points[(index * numbers.Length) + i];
        return numbers;
    }
}
