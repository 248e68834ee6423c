namespace DeepRecipes.Metrics;

/// <summary>Objects of some size, counted apart.</summary>
/// <param name="Name">The field's name, such as <c>small</c>.</param>
/// <param name="Least">Square pixels; an object of exactly this area belongs to the range.</param>
/// <param name="Most">Square pixels; an object of exactly this area belongs to the range in <see cref="CocoMode.Strict"/> only.</param>
public sealed record AreaRange(string Name, double Least, double Most)
{
    /// <summary>pycocotools' end of everything.</summary>
    private const double Huge = 1e10;

    /// <summary>All sizes.</summary>
    public static AreaRange All { get; } = new("all", 0, Huge);

    /// <summary>Up to 32 x 32 pixels.</summary>
    public static AreaRange Small { get; } = new("small", 0, 32 * 32);

    /// <summary>From 32 x 32 to 96 x 96 pixels.</summary>
    public static AreaRange Medium { get; } = new("medium", 32 * 32, 96 * 96);

    /// <summary>From 96 x 96 pixels on.</summary>
    public static AreaRange Large { get; } = new("large", 96 * 96, Huge);
}
