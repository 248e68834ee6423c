namespace Microsoft.ML.Data;

/// <summary>Evaluates a regression in one pass.</summary>
internal static class RegressionEvaluator
{
    public static RegressionMetrics Evaluate(LocalEnvironment environment, IDataView data, string labelName, string scoreName)
    {
        var label = EvaluatedColumns.Find(data, labelName, "Label");
        var score = EvaluatedColumns.Find(data, scoreName, "Score");
        EvaluatedColumns.Check(score, "score", score.Type == NumberDataViewType.Single, "Single");
        EvaluatedColumns.Check(label, "label", label.Type == NumberDataViewType.Single, "Single");
        var ignored = new IgnoredRows();
        var (rows, absolute, squared, loss, labels, squaredLabels) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        using (var cursor = data.GetRowCursor([label, score]))
        {
            var labelGetter = cursor.GetGetter<float>(label);
            var scoreGetter = cursor.GetGetter<float>(score);
            var (truth, predicted) = (0f, 0f);
            while (cursor.MoveNext())
            {
                labelGetter(ref truth);
                scoreGetter(ref predicted);
                if (float.IsNaN(truth))
                {
                    ignored.Unlabeled++;
                    continue;
                }

                if (float.IsNaN(predicted))
                {
                    ignored.BadScores++;
                    continue;
                }

                var error = Math.Abs((double)truth - predicted);
                var difference = predicted - truth;
                rows++;
                absolute += error;
                squared += error * error;
                loss += difference * difference;
                labels += truth;
                squaredLabels += truth * truth;
            }
        }

        ignored.Report(environment);
        return new RegressionMetrics(rows, absolute, squared, loss, labels, squaredLabels);
    }
}
