namespace Microsoft.ML.Data;

/// <summary>Evaluates a binary classification in one pass. What counts as predicted positive is a score above 0, not the predicted label.</summary>
internal sealed class BinaryEvaluator
{
    private readonly BinaryCounts _counts = new();
    private readonly List<(float Score, bool Positive)> _rows = [];
    private readonly string[] _names;

    public BinaryEvaluator(LocalEnvironment environment, IDataView data, string labelName, string scoreName, string probabilityName, string predictedLabelName)
    {
        var label = EvaluatedColumns.Find(data, labelName, "Label");
        var score = EvaluatedColumns.Find(data, scoreName, "Score");
        _ = EvaluatedColumns.Find(data, predictedLabelName, "PredictedLabel");
        var probability = probabilityName == null ? (DataViewSchema.Column?)null : EvaluatedColumns.Find(data, probabilityName, "Probability");
        EvaluatedColumns.Check(score, "score", score.Type == NumberDataViewType.Single, "Single");
        EvaluatedColumns.Check(
            label,
            "label",
            label.Type == NumberDataViewType.Single || label.Type == NumberDataViewType.Double || label.Type is BooleanDataViewType or KeyDataViewType { Count: 2 },
            "Single, Double, Boolean, or a Key with cardinality 2");
        if (probability is { } column)
            EvaluatedColumns.Check(column, "probability", column.Type == NumberDataViewType.Single, "Single");
        _names = Names(label);
        Read(environment, data, label, score, probability);
    }

    public BinaryClassificationMetrics Metrics() => new(_counts, RankingCurves.AreaUnderRoc(_rows), RankingCurves.AreaUnderPrecisionRecall(_rows), Confusion());

    public CalibratedBinaryClassificationMetrics CalibratedMetrics() => new(_counts, RankingCurves.AreaUnderRoc(_rows), RankingCurves.AreaUnderPrecisionRecall(_rows), Confusion());

    private static string[] Names(DataViewSchema.Column label)
    {
        if (!label.HasKeyValues())
            return ["positive", "negative"];
        VBuffer<ReadOnlyMemory<char>> values = default;
        label.GetKeyValues(ref values);
        return [.. values.DenseValues().Select(v => v.ToString())];
    }

    private void Read(LocalEnvironment environment, IDataView data, DataViewSchema.Column label, DataViewSchema.Column score, DataViewSchema.Column? probability)
    {
        var ignored = new IgnoredRows();
        using (var cursor = data.GetRowCursor(probability is { } column ? [label, score, column] : [label, score]))
        {
            var labelGetter = EvaluatedColumns.LabelGetter(cursor, label);
            var scoreGetter = cursor.GetGetter<float>(score);
            var probabilityGetter = probability is { } p ? cursor.GetGetter<float>(p) : (ref float value) => value = float.NaN;
            var (labelValue, scoreValue, probabilityValue) = (0f, 0f, 0f);
            while (cursor.MoveNext())
            {
                labelGetter(ref labelValue);
                scoreGetter(ref scoreValue);
                if (!float.IsFinite(scoreValue))
                {
                    ignored.BadScores++;
                    continue;
                }

                if (float.IsNaN(labelValue))
                {
                    ignored.Unlabeled++;
                    continue;
                }

                probabilityGetter(ref probabilityValue);
                _counts.Update(labelValue > 0, scoreValue, probabilityValue);
                _rows.Add((scoreValue, labelValue > 0));
            }
        }

        ignored.Report(environment);
    }

    private ConfusionMatrix Confusion()
        => new([[_counts.TruePositives, _counts.FalseNegatives], [_counts.FalsePositives, _counts.TrueNegatives]], _names, isBinary: true);
}
