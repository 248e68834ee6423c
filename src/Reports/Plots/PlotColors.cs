using System.Globalization;

namespace DeepRecipes.Reports;

/// <summary>The class of the n-th series: eight colours, then the same dashed.</summary>
internal static class PlotColors
{
    /// <summary>Series that one plot can tell apart.</summary>
    public const int Most = 16;

    public static string Series(int index) => "s" + (index % Most).ToString(CultureInfo.InvariantCulture);
}
