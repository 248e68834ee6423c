using System.Collections.Immutable;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>How often each class was taken for each other: a row for each true class, a column for each predicted one.</summary>
public sealed class ConfusionMatrix
{
    private readonly ImmutableArray<string> _names;
    private readonly bool _isBinary;

    internal ConfusionMatrix(double[][] counts, IEnumerable<string> names, bool isBinary)
    {
        _names = [.. names];
        _isBinary = isBinary;
        Counts = [.. counts.Select(row => (IReadOnlyList<double>)ImmutableArray.Create(row))];
        PerClassRecall = [.. counts.Select((row, i) => Ratio(row[i], row.Sum()))];
        PerClassPrecision = [.. counts.Select((row, i) => Ratio(row[i], counts.Sum(other => other[i])))];
    }

    /// <summary>Of those predicted to be of a class, the part that is; 0 where none was predicted.</summary>
    public IReadOnlyList<double> PerClassPrecision { get; }

    /// <summary>Of those of a class, the part predicted to be; 0 where there is none.</summary>
    public IReadOnlyList<double> PerClassRecall { get; }

    /// <summary>The counts, by true class and predicted class. Of two classes, the positive one comes first.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Counts { get; }

    public int NumberOfClasses => Counts.Count;

    public double GetCountForClassPair(int predictedClassIndicatorIndex, int actualClassIndicatorIndex)
    {
        Contracts.CheckParam(predictedClassIndicatorIndex >= 0 && predictedClassIndicatorIndex < Counts.Count, nameof(predictedClassIndicatorIndex), "Invalid index. Should be non-negative, less than the number of classes.");
        Contracts.CheckParam(actualClassIndicatorIndex >= 0 && actualClassIndicatorIndex < Counts.Count, nameof(actualClassIndicatorIndex), "Invalid index. Should be non-negative, less than the number of classes.");
        return Counts[actualClassIndicatorIndex][predictedClassIndicatorIndex];
    }

    /// <summary>The counts as a table for a console.</summary>
    public string GetFormattedConfusionTable()
    {
        var width = NumberOfClasses == 2 ? 8 : 5;
        var longest = _names.Max(n => n.Length);
        // Names too long for a column's head stand in the rows only, with their number; the heads bear the numbers.
        var numbered = longest > width;
        var digits = $"{NumberOfClasses - 1}".Length;
        var rowWidth = Math.Max(9, longest + (numbered ? digits + 2 : 0));
        var pad = new string(' ', rowWidth - 9);
        var line = string.Concat(Enumerable.Repeat(NumberOfClasses > 2 ? "========" : "===========", NumberOfClasses));
        var table = new StringBuilder();
        if (NumberOfClasses == 2 && _isBinary)
        {
            var (positive, negative) = (Counts[0].Sum(), Counts[1].Sum());
            _ = table.Append($"TEST {_names[0].ToUpperInvariant()} RATIO:\t{positive / (positive + negative):N4} ({positive:F1}/({positive:F1}+{negative:F1}))");
        }

        _ = table.AppendLine().AppendLine("Confusion table").AppendLine($"          {pad}||{line}").Append($"PREDICTED {pad}||");
        for (var i = 0; i < NumberOfClasses; i++)
            _ = table.Append(' ').Append((numbered ? $"{i}" : _names[i]).PadLeft(width)).Append(" |");
        _ = table.AppendLine(" Recall").AppendLine($"TRUTH     {pad}||{line}");
        for (var i = 0; i < NumberOfClasses; i++)
        {
            _ = table.Append(numbered ? $"{$"{i}".PadLeft(digits)}. {_names[i].PadLeft(rowWidth - digits - 2)} ||" : $"{_names[i].PadLeft(rowWidth)} ||");
            foreach (var count in Counts[i])
                _ = table.Append(' ').Append($"{count:N0}".PadLeft(width)).Append(" |");
            _ = table.AppendLine($" {PerClassRecall[i]:F4}");
        }

        _ = table.AppendLine($"          {pad}||{line}").Append($"Precision {pad}||");
        foreach (var precision in PerClassPrecision)
            _ = table.Append($"{precision:N4}".PadLeft(width + 1)).Append(" |");
        return table.AppendLine().ToString();
    }

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;
}
