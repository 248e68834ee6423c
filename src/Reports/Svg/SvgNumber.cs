using System.Globalization;

namespace DeepRecipes.Reports;

/// <summary>A coordinate as it stands in an SVG: at most two decimals, a point as separator, never an exponent, "-0", NaN or infinity.</summary>
internal static class SvgNumber
{
    public static string Format(double value)
    {
        if (!double.IsFinite(value))
            throw new InvalidOperationException($"A figure came to the coordinate {value}. This is a defect of the figure: its constructor must refuse such data.");
        double rounded = Math.Round(value, 2, MidpointRounding.AwayFromZero);
        return rounded == 0 ? "0" : rounded.ToString("0.##", CultureInfo.InvariantCulture);
    }
}
