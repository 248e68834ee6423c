namespace DeepRecipes.Reports;

/// <summary>What stands in a table's cell or a tile: a text, or a number that keeps its exact value as a tooltip. Texts and numbers convert by themselves.</summary>
public readonly record struct TableCell
{
    private readonly string? _text;
    private readonly string? _exact;

    private TableCell(string text, string exact, bool isNumber, bool isNotDefined = false)
    {
        _text = text;
        _exact = exact;
        IsNumber = isNumber;
        IsNotDefined = isNotDefined;
    }

    /// <summary>What is shown.</summary>
    public string Text => _text ?? "";

    /// <summary>The number's shortest exact form, shown as a tooltip; empty for texts and whole numbers.</summary>
    public string Exact => _exact ?? "";

    /// <summary>Whether the cell holds a number and is therefore set flush right.</summary>
    public bool IsNumber { get; }

    /// <summary>Whether the number is NaN: there was nothing to compute it from.</summary>
    public bool IsNotDefined { get; }

    /// <summary>A number with a fixed count of decimals, thousands grouped.</summary>
    /// <param name="value">The number; NaN is shown as "n/a".</param>
    /// <param name="decimals">Decimals, 0 to 15.</param>
    /// <returns>The cell.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decimals"/> is not from 0 to 15.</exception>
    public static TableCell Number(double value, int decimals)
    {
        Ensure.InRange(decimals, 0, 15);
        return new(NumberText.Fixed(value, decimals), NumberText.Exact(value), isNumber: true, double.IsNaN(value));
    }

    /// <summary>A share as a percentage: 0.5 is "50.0 %".</summary>
    /// <param name="share">The share, usually 0 to 1; NaN is shown as "n/a".</param>
    /// <param name="decimals">Decimals of the percentage, 0 to 13.</param>
    /// <returns>The cell.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decimals"/> is not from 0 to 13.</exception>
    public static TableCell Percent(double share, int decimals = 1)
    {
        Ensure.InRange(decimals, 0, 13);
        return new(NumberText.Percent(share, decimals), NumberText.Exact(share), isNumber: true, double.IsNaN(share));
    }

    /// <summary>A number and its unit: "12.5 ms".</summary>
    /// <param name="value">The number; NaN is shown as "n/a" without a unit.</param>
    /// <param name="unit">The unit.</param>
    /// <returns>The cell.</returns>
    public static TableCell WithUnit(double value, string unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        string text = NumberText.Of(value);
        return new(double.IsNaN(value) ? text : text + "\u00A0" + unit, NumberText.Exact(value), isNumber: true, double.IsNaN(value));
    }

    /// <summary>A text; null is an empty cell.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator TableCell(string? text) => new(text ?? "", "", isNumber: false);

    /// <summary>A number with four significant digits; NaN is shown as "n/a".</summary>
    /// <param name="value">The number.</param>
    public static implicit operator TableCell(double value) => new(NumberText.Of(value), NumberText.Exact(value), isNumber: true, double.IsNaN(value));

    /// <summary>A whole number, thousands grouped.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator TableCell(long value) => new(NumberText.Of(value), "", isNumber: true);

    /// <summary>A whole number, thousands grouped.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator TableCell(int value) => (long)value;
}
