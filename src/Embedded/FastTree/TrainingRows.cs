using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>
/// The rows that trees are trained on. As in ML.NET, rows whose features or label are not finite, or whose weight is not positive and finite, are left out;
/// a warning says how many lack features.
/// </summary>
internal sealed class TrainingRows
{
    private readonly List<float> _labels = [];
    private readonly List<double> _weights;

    private TrainingRows(int featureCount, bool weighted)
    {
        Matrix = new FeatureMatrix(featureCount);
        _weights = weighted ? [] : null;
    }

    public FeatureMatrix Matrix { get; }

    public float[] Labels => [.. _labels];

    /// <summary>Null when there is no column of weights.</summary>
    public double[] Weights => _weights?.ToArray();

    /// <param name="data">Its columns have been checked by shape.</param>
    /// <param name="features">A vector of floats.</param>
    /// <param name="label">Booleans (1 for true) or floats.</param>
    /// <param name="weight">Floats; null: no weights.</param>
    /// <param name="channel">Takes the warning.</param>
    public static TrainingRows Read(IDataView data, string features, string label, string weight, IChannel channel)
    {
        var featureColumn = data.Schema[features];
        var labelColumn = data.Schema[label];
        var weightColumn = weight is null ? (DataViewSchema.Column?)null : data.Schema[weight];
        var type = (VectorDataViewType)featureColumn.Type;
        Contracts.CheckUserArg(type.Size > 0, nameof(data), $"Training feature column '{features}' must be a known-size vector of R4, but has type: {type}.");

        var rows = new TrainingRows(type.Size, weightColumn.HasValue);
        using var cursor = data.GetRowCursor(weightColumn is { } column ? [featureColumn, labelColumn, column] : [featureColumn, labelColumn]);
        var skipped = rows.ReadAll(cursor, cursor.GetGetter<VBuffer<float>>(featureColumn), LabelGetter(cursor, labelColumn), weightColumn is { } c ? cursor.GetGetter<float>(c) : null);
        if (skipped > 0)
            channel.Warning(MessageSensitivity.None, "Skipped {0} instances with missing features during training", skipped);
        Contracts.Check(rows.Matrix.RowCount > 0, "All instances skipped due to missing features.");
        return rows;
    }

    private static ValueGetter<float> LabelGetter(DataViewRowCursor row, DataViewSchema.Column column)
    {
        if (column.Type is not BooleanDataViewType)
            return row.GetGetter<float>(column);
        var getter = row.GetGetter<bool>(column);
        var value = false;
        return (ref float label) =>
        {
            getter(ref value);
            label = value ? 1 : 0;
        };
    }

    private long ReadAll(DataViewRowCursor cursor, ValueGetter<VBuffer<float>> getFeatures, ValueGetter<float> getLabel, ValueGetter<float> getWeight)
    {
        VBuffer<float> features = default;
        var label = 0f;
        var weight = 1f;
        var skipped = 0L;
        while (cursor.MoveNext())
        {
            getFeatures(ref features);
            getLabel(ref label);
            getWeight?.Invoke(ref weight);
            if (!AreFinite(features.GetValues()))
                skipped++;
            else if (float.IsFinite(label) && weight > 0 && float.IsFinite(weight))
                Add(features, label, weight);
        }

        return skipped;
    }

    private static bool AreFinite(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
                return false;
        }

        return true;
    }

    private void Add(in VBuffer<float> features, float label, float weight)
    {
        features.CopyTo(Matrix.AddRow());
        _labels.Add(label);
        _weights?.Add(weight);
    }
}
