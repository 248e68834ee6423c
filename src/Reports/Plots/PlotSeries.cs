namespace DeepRecipes.Reports;

/// <summary>A named sequence of points.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Points">The points.</param>
public sealed record PlotSeries(string Name, IReadOnlyList<PlotPoint> Points)
{
    /// <summary>What the legend says after the name, for instance the area under the curve; empty for nothing.</summary>
    public string Remark { get; init; } = "";
}
