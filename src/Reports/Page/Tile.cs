namespace DeepRecipes.Reports;

/// <summary>A key number: what it is, its value in large type, and a line of detail.</summary>
/// <param name="Label">What is measured, in a few words.</param>
/// <param name="Value">The value; NaN is shown as "n/a".</param>
/// <param name="Detail">A line under the value: the unit, the number of samples, the interval. Empty for none.</param>
public sealed record Tile(string Label, TableCell Value, string Detail = "");
