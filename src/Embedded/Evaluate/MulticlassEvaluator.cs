namespace Microsoft.ML.Data;

/// <summary>Evaluates a multiclass classification in one pass.</summary>
internal static class MulticlassEvaluator
{
    public static MulticlassClassificationMetrics Evaluate(LocalEnvironment environment, IDataView data, string labelName, string scoreName, string predictedLabelName, int topK)
    {
        var label = EvaluatedColumns.Find(data, labelName, "Label");
        var score = EvaluatedColumns.Find(data, scoreName, "Score");
        _ = EvaluatedColumns.Find(data, predictedLabelName, "PredictedLabel");
        EvaluatedColumns.Check(
            score, "score", score.Type is VectorDataViewType { Size: >= 2 } vector && vector.ItemType == NumberDataViewType.Single, "vector of two or more items of type Single");
        EvaluatedColumns.Check(label, "label", label.Type == NumberDataViewType.Single || label.Type is KeyDataViewType, "Single or Key");
        var counts = Count(environment, data, label, score);
        return new MulticlassClassificationMetrics(counts, topK, new ConfusionMatrix(counts.Confusion, Names(score), isBinary: false));
    }

    private static MulticlassCounts Count(LocalEnvironment environment, IDataView data, DataViewSchema.Column label, DataViewSchema.Column score)
    {
        var scores = new float[((VectorDataViewType)score.Type).Size];
        var counts = new MulticlassCounts(scores.Length);
        var ignored = new IgnoredRows();
        using (var cursor = data.GetRowCursor([label, score]))
        {
            var labelGetter = EvaluatedColumns.LabelGetter(cursor, label);
            var scoreGetter = cursor.GetGetter<VBuffer<float>>(score);
            var labelValue = 0f;
            VBuffer<float> scoreValues = default;
            while (cursor.MoveNext())
            {
                labelGetter(ref labelValue);
                if (float.IsNaN(labelValue))
                {
                    ignored.Unlabeled++;
                    continue;
                }

                // A label that is no index of a class is left out without a word, as ML.NET does.
                if (labelValue < 0 || labelValue != (int)labelValue)
                    continue;
                scoreGetter(ref scoreValues);
                scoreValues.CopyTo(scores);
                if (!Array.TrueForAll(scores, float.IsFinite))
                {
                    ignored.BadScores++;
                    continue;
                }

                counts.Update((int)labelValue, scores);
            }
        }

        ignored.Report(environment);
        return counts;
    }

    private static IEnumerable<string> Names(DataViewSchema.Column score)
    {
        if (!score.HasSlotNames())
            return Enumerable.Range(0, ((VectorDataViewType)score.Type).Size).Select(i => $"{i}");
        VBuffer<ReadOnlyMemory<char>> names = default;
        score.GetSlotNames(ref names);
        return names.DenseValues().Select(n => n.ToString()).ToArray();
    }
}
