using System.Globalization;

namespace DeepRecipes.Detection;

/// <summary>What a symbol of a pattern says about the network's input size: <c>H</c>, <c>W</c>, <c>H/8</c>, <c>W/8</c>, <c>HW/64</c>, or nothing.</summary>
internal readonly record struct GridSymbol(int RowStride, int ColumnStride)
{
    public static GridSymbol Parse(string symbol)
    {
        var slash = symbol.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return symbol switch { "H" => new(1, 0), "W" => new(0, 1), _ => default };
        var number = int.Parse(symbol.AsSpan(slash + 1), CultureInfo.InvariantCulture);
        return symbol[..slash] switch
        {
            "H" => new(number, 0),
            "W" => new(0, number),
            "HW" => new((int)Math.Sqrt(number), (int)Math.Sqrt(number)),
            _ => throw new FormatException($"'{symbol}' is not a symbol of a grid; write H/8, W/8 or HW/64."),
        };
    }

    /// <summary>The symbol's value, or -1 where the input's size does not say it.</summary>
    public int ValueFor(NetworkSize input)
    {
        if (RowStride == 0 && ColumnStride == 0)
            return -1;
        var rows = RowStride == 0 ? 1 : Cells(input.Height, RowStride);
        return rows * (ColumnStride == 0 ? 1 : Cells(input.Width, ColumnStride));
    }

    /// <summary>Cells of a grid along one side, the last one cut off where the side is no multiple of the stride.</summary>
    public static int Cells(int side, int stride) => (side + stride - 1) / stride;
}
