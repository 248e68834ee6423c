using System.Runtime.InteropServices;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>Reads the detections of a row from their columns.</summary>
internal sealed class DetectionReader
{
    private readonly DataViewRow _row;
    private readonly DetectionColumns _columns;
    private readonly ValueGetter<VBuffer<float>> _boxes;
    private readonly ValueGetter<VBuffer<float>> _scores;
    private readonly ValueGetter<VBuffer<int>> _classes;
    private readonly ValueGetter<VBuffer<float>>? _keypoints;
    private readonly ValueGetter<VBuffer<ReadOnlyMemory<char>>>? _masks;
    private readonly int _keypointCount;
    private VBuffer<float> _boxValues;
    private VBuffer<float> _scoreValues;
    private VBuffer<int> _classValues;
    private VBuffer<float> _keypointValues;
    private VBuffer<ReadOnlyMemory<char>> _maskValues;
    private float[] _denseBoxes = [];
    private float[] _denseScores = [];
    private int[] _denseClasses = [];
    private float[] _denseKeypoints = [];

    /// <summary>Keypoints take part where the column is there; masks, which are dearer, where <paramref name="wantsMasks"/> too, asked with whether there are keypoints.</summary>
    public DetectionReader(DataViewRow row, DetectionColumns columns, Func<bool, bool> wantsMasks)
    {
        (_row, _columns) = (row, columns);
        _boxes = row.GetGetter<VBuffer<float>>(row.Schema[columns.Boxes]);
        _scores = row.GetGetter<VBuffer<float>>(row.Schema[columns.Scores]);
        _classes = row.GetGetter<VBuffer<int>>(row.Schema[columns.Classes]);
        if (row.Schema.GetColumnOrNull(columns.Keypoints) is { Type: VectorDataViewType type } column)
        {
            _keypoints = row.GetGetter<VBuffer<float>>(column);
            _keypointCount = type.Dimensions[^2];
        }
        if (columns.Masks is not null && row.Schema.GetColumnOrNull(columns.Masks) is { } masks)
        {
            HasMasks = true;
            if (wantsMasks(HasKeypoints))
                _masks = row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(masks);
        }
    }

    /// <summary>Whether there is a column of keypoints.</summary>
    public bool HasKeypoints => _keypoints is not null;

    /// <summary>Whether there is a column of masks, read or not.</summary>
    public bool HasMasks { get; }

    /// <summary>Checks the columns and names them.</summary>
    public static IReadOnlyList<string> Require(InputColumns input, DetectionColumns columns)
    {
        input.Require(columns.Boxes, ColumnKind.Boxes);
        input.Require(columns.Scores, ColumnKind.Floats);
        input.Require(columns.Classes, ColumnKind.Classes);
        if (input.Find(columns.Keypoints) is null)
            return [columns.Boxes, columns.Scores, columns.Classes];
        input.Require(columns.Keypoints, ColumnKind.Keypoints);
        return [columns.Boxes, columns.Scores, columns.Classes, columns.Keypoints];
    }

    /// <summary>Checks the column of masks and names it, where there is one.</summary>
    public static string? RequireMasks(InputColumns input, DetectionColumns columns)
    {
        if (columns.Masks is null || input.Find(columns.Masks) is null)
            return null;
        input.Require(columns.Masks, ColumnKind.Masks);
        return columns.Masks;
    }

    /// <summary>Fills the buffer with the current row's detections.</summary>
    public void Read(DetectionBuffer detections)
    {
        _boxes(ref _boxValues);
        _scores(ref _scoreValues);
        _classes(ref _classValues);
        _keypoints?.Invoke(ref _keypointValues);
        try
        {
            detections.Assign(
                MemoryMarshal.Cast<float, Box>(_boxValues.Dense(ref _denseBoxes)), _scoreValues.Dense(ref _denseScores), _classValues.Dense(ref _denseClasses),
                _keypointValues.Dense(ref _denseKeypoints), _keypointCount, Masks());
        }
        catch (ArgumentException e)
        {
            throw new InvalidOperationException($"Row {_row.Position}: {e.Message}", e);
        }
    }

    private RleMask[]? Masks()
    {
        if (_masks is null)
            return null;
        _masks(ref _maskValues);
        try
        {
            return [.. _maskValues.DenseValues().Select(text => RleMask.FromJson(text.Span))];
        }
        catch (FormatException e)
        {
            throw new InvalidOperationException($"Row {_row.Position}: column '{_columns.Masks}': {e.Message}", e);
        }
    }
}
