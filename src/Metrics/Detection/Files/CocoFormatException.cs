namespace DeepRecipes.Metrics;

/// <summary>A COCO file holds something that cannot be evaluated. Nothing is dropped or guessed: the file must be mended.</summary>
public sealed class CocoFormatException : Exception
{
    /// <summary>An error at a place of a file.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="place">Where in the file, such as <c>annotations[17]</c>.</param>
    /// <param name="id">The id of the entry, where it has one.</param>
    /// <param name="problem">What is wrong.</param>
    public CocoFormatException(string file, string place, long? id, string problem)
        : base($"{file}: {place}{(id is long known ? $" (id {known})" : "")}: {problem}")
    {
        File = file;
        Place = place;
        Id = id;
    }

    /// <summary>The file's name.</summary>
    public string File { get; }

    /// <summary>Where in the file.</summary>
    public string Place { get; }

    /// <summary>The id of the entry, or of what it refers to, where there is one.</summary>
    public long? Id { get; }
}
