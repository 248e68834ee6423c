using System.Globalization;

namespace DeepRecipes.Reports;

/// <summary>Numbers for readers: grouped thousands, a sensible number of digits, and words where there is no number.</summary>
internal static class NumberText
{
    public const string NotDefined = "n/a";

    public static string Of(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Four significant digits, more before the point where it takes them; <see cref="NotDefined"/> for NaN.</summary>
    public static string Of(double value)
    {
        if (double.IsNaN(value))
            return NotDefined;
        if (double.IsInfinity(value))
            return value > 0 ? "infinite" : "-infinite";
        double size = Math.Abs(value);
        string format = size switch
        {
            0 => "0",
            >= 1e15 or < 1e-4 => "0.###E+0",
            >= 1000 => "N0",
            >= 100 => "0.#",
            >= 10 => "0.##",
            >= 1 => "0.###",
            _ => "0.####",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    public static string Fixed(double value, int decimals) => double.IsFinite(value)
        ? value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : Of(value);

    public static string Percent(double share, int decimals = 1) => double.IsFinite(share) ? Fixed(share * 100, decimals) + "\u00A0%" : Of(share);

    /// <summary>The shortest text that reads back as the same number: for tooltips.</summary>
    public static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
