using DeepRecipes.Estimators;
using DeepRecipes.Metrics;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes;

/// <summary>Classifications in a scored data view against the truth in it: a FastTree model and a network are measured by the same code.</summary>
public static class EvaluateClassificationCatalog
{
    /// <summary>Evaluates probabilities over several classes. Both columns are read through one cursor.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">A scored view.</param>
    /// <param name="labelColumnName">The true class, a key. Its key values name the classes.</param>
    /// <param name="scoreColumnName">One probability a class, 0 to 1, in the order of the keys.</param>
    /// <param name="weightColumnName">How much each row counts, a Single that is not negative; null (the default) for 1 each.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    /// <exception cref="ArgumentException">A row has no label, or its scores are no probabilities; the text names the row.</exception>
    public static MulticlassClassificationResult EvaluateClassification(
        this VisionCatalog catalog, IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score", string? weightColumnName = null) =>
        catalog.AccumulateClassification(data, labelColumnName, scoreColumnName, weightColumnName).Compute();

    /// <summary>The same as a state that can be merged with the states of other views, and kept.</summary>
    /// <inheritdoc cref="EvaluateClassification"/>
    public static MulticlassClassificationAccumulator AccumulateClassification(
        this VisionCatalog catalog, IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score", string? weightColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        var label = data.Schema.Require(labelColumnName, EvaluationColumns.Key);
        var score = data.Schema.Require(scoreColumnName, ColumnKind.Floats);
        DataViewSchema.Column? weight = weightColumnName is null ? null : data.Schema.Require(weightColumnName, EvaluationColumns.Single);
        var accumulator = new MulticlassClassificationAccumulator(ClassNames(label));
        using var cursor = data.GetRowCursor(EvaluationColumns.Needed(label, score, weight));
        var readLabel = cursor.GetGetter<uint>(label);
        var readScore = new VectorReader<float>(cursor, score);
        var readWeight = weight is null ? null : cursor.GetGetter<float>(weight.Value);
        uint key = 0;
        float counts = 1;
        while (cursor.MoveNext())
        {
            readLabel(ref key);
            readWeight?.Invoke(ref counts);
            if (key == 0)
                throw new ArgumentException($"Row {cursor.Position}: column '{labelColumnName}' has no value (key 0). Filter such rows, or mend the labels.", nameof(data));
            try
            {
                accumulator.Update((int)key - 1, readScore.Read(), counts);
            }
            catch (ArgumentException e)
            {
                throw new ArgumentException($"Row {cursor.Position}, columns '{labelColumnName}' and '{scoreColumnName}': {e.Message}", nameof(data), e);
            }
        }
        return accumulator;
    }

    /// <summary>Evaluates the scores of a yes-or-no question. Both columns are read through one cursor.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="data">A scored view.</param>
    /// <param name="labelColumnName">The truth, a Boolean.</param>
    /// <param name="scoreColumnName">The score: a probability ("Probability" of a calibrated trainer), or any number that rises with certainty.</param>
    /// <param name="kind">Which of the two it is.</param>
    /// <param name="weightColumnName">How much each row counts, a Single that is not negative; null (the default) for 1 each.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    /// <exception cref="ArgumentException">A score or weight is not allowed; the text names the row.</exception>
    public static BinaryClassificationResult EvaluateBinaryClassification(
        this VisionCatalog catalog,
        IDataView data,
        string labelColumnName = "Label",
        string scoreColumnName = "Probability",
        ScoreKind kind = ScoreKind.Probability,
        string? weightColumnName = null) =>
        catalog.AccumulateBinaryClassification(data, labelColumnName, scoreColumnName, kind, weightColumnName).Compute();

    /// <summary>The same as a state that can be merged with the states of other views, asked for bootstrap intervals, and kept.</summary>
    /// <inheritdoc cref="EvaluateBinaryClassification"/>
    public static BinaryClassificationAccumulator AccumulateBinaryClassification(
        this VisionCatalog catalog,
        IDataView data,
        string labelColumnName = "Label",
        string scoreColumnName = "Probability",
        ScoreKind kind = ScoreKind.Probability,
        string? weightColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        var label = data.Schema.Require(labelColumnName, EvaluationColumns.Boolean);
        var score = data.Schema.Require(scoreColumnName, EvaluationColumns.Single);
        DataViewSchema.Column? weight = weightColumnName is null ? null : data.Schema.Require(weightColumnName, EvaluationColumns.Single);
        var accumulator = new BinaryClassificationAccumulator(kind);
        using var cursor = data.GetRowCursor(EvaluationColumns.Needed(label, score, weight));
        var readLabel = cursor.GetGetter<bool>(label);
        var readScore = cursor.GetGetter<float>(score);
        var readWeight = weight is null ? null : cursor.GetGetter<float>(weight.Value);
        bool truth = false;
        float value = 0;
        float counts = 1;
        while (cursor.MoveNext())
        {
            readLabel(ref truth);
            readScore(ref value);
            readWeight?.Invoke(ref counts);
            try
            {
                accumulator.Update(truth, value, counts);
            }
            catch (ArgumentException e)
            {
                throw new ArgumentException($"Row {cursor.Position}, columns '{labelColumnName}' and '{scoreColumnName}': {e.Message}", nameof(data), e);
            }
        }
        return accumulator;
    }

    /// <summary>The names of a key's values; numbers from 0 where it has none.</summary>
    private static string[] ClassNames(DataViewSchema.Column label)
    {
        var count = (int)((KeyDataViewType)label.Type).Count;
        if (label.HasKeyValues(TextDataViewType.Instance))
        {
            VBuffer<ReadOnlyMemory<char>> names = default;
            label.GetKeyValues(ref names);
            return [.. names.DenseValues().Select(name => name.ToString())];
        }
        if (label.HasKeyValues(NumberDataViewType.Single))
        {
            VBuffer<float> values = default;
            label.GetKeyValues(ref values);
            return [.. values.DenseValues().Select(value => value.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        }
        return [.. Enumerable.Range(0, count).Select(index => index.ToString(System.Globalization.CultureInfo.InvariantCulture))];
    }
}
