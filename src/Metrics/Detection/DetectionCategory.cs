namespace DeepRecipes.Metrics;

/// <summary>A class of objects.</summary>
/// <param name="Id">Its id in the data (COCO's <c>category_id</c>).</param>
/// <param name="Name">Its name.</param>
public sealed record DetectionCategory(long Id, string Name)
{
    /// <summary>Categories 0, 1, 2, ... with these names, for detectors whose classes are indices.</summary>
    /// <param name="names">The names.</param>
    /// <returns>As many categories.</returns>
    public static IReadOnlyList<DetectionCategory> FromNames(params IEnumerable<string> names) => [.. names.Select((name, i) => new DetectionCategory(i, name))];
}
