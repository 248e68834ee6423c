namespace DeepRecipes.Reports;

/// <summary>A point of a curve or scatter in data units.</summary>
/// <param name="X">Along the x axis; finite.</param>
/// <param name="Y">Along the y axis; finite, or NaN for a gap.</param>
public readonly record struct PlotPoint(double X, double Y);
