using System.Globalization;

namespace DeepRecipes.Reports;

/// <summary>Names that are unique within one page, given out in order so that the same page always has the same ones; and the photos already embedded in it.</summary>
internal sealed class FigureIds
{
    private readonly Dictionary<Photo, string> _photos = new(ReferenceEqualityComparer.Instance);
    private int _next;

    public string Next(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{++_next}");

    /// <summary>The id of an embedded photo, and whether its bytes still have to be written (true the first time it is asked for).</summary>
    public string Photo(Photo photo, out bool isFirst)
    {
        isFirst = !_photos.TryGetValue(photo, out string? id);
        if (isFirst)
            _photos.Add(photo, id = Next("photo"));
        return id!;
    }
}
