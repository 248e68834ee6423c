using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace DeepRecipes.Metrics;

/// <summary>A CSV file of labels and scores to a state: what the command line's <c>evaluate classification</c> does.</summary>
/// <remarks>
/// Files are UTF-8 by RFC 4180 with a first line of column names, read row by row. The file's SHA-256 names it as a part, so that a merge refuses the same file twice.
/// </remarks>
public static class ClassificationFile
{
    /// <summary>Reads a two-class problem.</summary>
    /// <param name="path">The file.</param>
    /// <param name="label">The column of labels.</param>
    /// <param name="score">The column of the positive class's scores.</param>
    /// <param name="positive">The label that is positive; there may be one other label. <see langword="null"/>: labels are 1 and 0.</param>
    /// <param name="weight">The column of weights, not negative; <see langword="null"/> for none.</param>
    /// <param name="kind">What the scores are; probabilities are 0 to 1.</param>
    /// <param name="threshold">From which score on a row counts as positive; <see langword="null"/> for 0.5 (probabilities) or 0.</param>
    /// <returns>The state.</returns>
    /// <exception cref="CsvFormatException">The file is no such CSV, or a row holds something else; the message says where.</exception>
    public static BinaryClassificationAccumulator Binary(
        string path, string label, string score, string? positive = null, string? weight = null, ScoreKind kind = ScoreKind.Probability, double? threshold = null)
    {
        var accumulator = new BinaryClassificationAccumulator(kind, threshold);
        long part = Read(path, csv =>
        {
            int labels = csv.IndexOf(label);
            int scores = csv.IndexOf(score);
            int weights = weight is null ? -1 : csv.IndexOf(weight);
            string? other = positive is null ? "0" : null;
            while (csv.Read())
            {
                bool isPositive = csv[labels].SequenceEqual(positive ?? "1");
                if (!isPositive)
                {
                    if (other is null && csv[labels].IsEmpty)
                        throw csv.ErrorAt(labels, $"the label '{label}' is empty");
                    other ??= csv[labels].ToString();
                    if (!csv[labels].SequenceEqual(other))
                        throw csv.ErrorAt(labels, ThirdLabel(label, csv[labels].ToString(), positive, other));
                }

                accumulator.Update(isPositive, kind == ScoreKind.Probability ? Number(csv, scores, 0, 1) : Number(csv, scores), Weight(csv, weights));
            }
        });
        accumulator.AddPart(part);
        return accumulator;
    }

    /// <summary>Reads a problem of several classes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="label">The column of labels.</param>
    /// <param name="scores">The columns of probabilities, one a class.</param>
    /// <param name="classes">The labels, in the order of <paramref name="scores"/>; <see langword="null"/> when the columns are named as the labels are.</param>
    /// <param name="weight">The column of weights, not negative; <see langword="null"/> for none.</param>
    /// <returns>The state.</returns>
    /// <exception cref="ArgumentException">There are fewer than two classes, or not as many as columns.</exception>
    /// <exception cref="CsvFormatException">The file is no such CSV, or a row holds something else; the message says where.</exception>
    public static MulticlassClassificationAccumulator Multiclass(string path, string label, IReadOnlyList<string> scores, IReadOnlyList<string>? classes = null, string? weight = null)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (classes is not null && classes.Count != scores.Count)
            throw new ArgumentException($"{nameof(classes)} names {classes.Count} classes; there are {scores.Count} columns of scores.", nameof(classes));
        var accumulator = new MulticlassClassificationAccumulator(classes ?? scores);
        long part = Read(path, csv =>
        {
            int labels = csv.IndexOf(label);
            int[] columns = [.. scores.Select(csv.IndexOf)];
            int weights = weight is null ? -1 : csv.IndexOf(weight);
            var indices = accumulator.Classes.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal)
                .GetAlternateLookup<ReadOnlySpan<char>>();
            var row = new double[columns.Length];
            while (csv.Read())
            {
                if (!indices.TryGetValue(csv[labels], out int index))
                    throw csv.ErrorAt(labels, $"the label '{csv[labels]}' is not among the classes {string.Join(", ", accumulator.Classes)}");
                for (int i = 0; i < row.Length; i++)
                    row[i] = Number(csv, columns[i], 0, 1);
                accumulator.Update(index, row, Weight(csv, weights));
            }
        });
        accumulator.AddPart(part);
        return accumulator;
    }

    private static string ThirdLabel(string column, string found, string? positive, string other) => positive is null
        ? $"the label '{found}' in '{column}' is neither 1 nor 0; name the positive label, or the columns of every class's scores"
        : $"the label '{found}' in '{column}' is a third one beside '{positive}' and '{other}'; for more than two classes name the columns of every class's scores";

    /// <summary>Reads the file once, and says which file it was.</summary>
    private static long Read(string path, Action<CsvReader> rows)
    {
        using FileStream file = File.OpenRead(path);
        using var hash = SHA256.Create();
        using (var csv = new CsvReader(new CryptoStream(file, hash, CryptoStreamMode.Read), Path.GetFileName(path)))
            rows(csv);
        return BinaryPrimitives.ReadInt64LittleEndian(hash.Hash);
    }

    private static double Weight(CsvReader csv, int column) => column < 0 ? 1 : Number(csv, column, 0);

    private static double Number(CsvReader csv, int column, double least = double.MinValue, double most = double.MaxValue)
    {
        bool isNumber = double.TryParse(csv[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        if (isNumber && value >= least && value <= most)
            return value;
        string range = (least, most) switch
        {
            (0, 1) => "a probability from 0 to 1 (scores of another range: say that they are raw)",
            (0, _) => "a finite number from 0 on",
            _ => "a finite number",
        };
        throw csv.ErrorAt(column, $"'{csv.Names[column]}' holds '{csv[column]}'; it must be {range}");
    }
}
