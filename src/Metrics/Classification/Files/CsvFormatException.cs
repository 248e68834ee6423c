namespace DeepRecipes.Metrics;

/// <summary>A CSV file holds something that cannot be read or evaluated. Nothing is dropped or guessed: the file must be mended.</summary>
public sealed class CsvFormatException : Exception
{
    /// <summary>An error at a place of a file.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The character of that line, from 1.</param>
    /// <param name="problem">What is wrong and what to do.</param>
    public CsvFormatException(string file, long line, int column, string problem)
        : base($"{file}: line {line}, column {column}: {problem}")
    {
        File = file;
        Line = line;
        Column = column;
    }

    /// <summary>The file's name.</summary>
    public string File { get; }

    /// <summary>The line, from 1.</summary>
    public long Line { get; }

    /// <summary>The character of that line, from 1.</summary>
    public int Column { get; }
}
