using System.Globalization;

namespace DeepRecipes.Detection;

/// <summary>What a decoder expects of one output: the role it plays and the shapes that fit.</summary>
/// <remarks>
/// A pattern is written like the shapes in papers: <c>new("scores", "1 N C+1")</c>. Each dimension is a number, a symbol, or a multiple of
/// a symbol plus a number (<c>3C+15</c>). A symbol stands for the same number wherever it occurs in one decoder's patterns. The symbol
/// N (candidates) may be 0, every other one is at least 1. <c>H</c> and <c>W</c> are the rows and columns of the network's input;
/// <c>H/8</c>, <c>W/8</c> and <c>HW/64</c> are rows, columns and cells of the grid with stride 8 (rounded up) over it; other strides alike.
/// Where the first dimension is a symbol, an output with a further dimension of 1 before it fits too (a batch of one).
/// Several names may be given for a role, parted by <c>|</c>: an output with one of these names is preferred for it.
/// </remarks>
public sealed class TensorPattern
{
    private readonly string[] names;

    /// <summary>A pattern for one output.</summary>
    /// <param name="names">The role's name, and after <c>|</c> the further names exporters give this output.</param>
    /// <param name="dimensions">The dimensions, parted by spaces.</param>
    /// <exception cref="FormatException">The dimensions are not written as described above.</exception>
    public TensorPattern(string names, string dimensions)
    {
        ArgumentException.ThrowIfNullOrEmpty(names);
        ArgumentException.ThrowIfNullOrEmpty(dimensions);
        this.names = names.Split('|');
        Dimensions = [.. dimensions.Split(' ').Select(PatternDimension.Parse)];
    }

    /// <summary>The role's name.</summary>
    public string Role => names[0];

    /// <summary>How many dimensions there are.</summary>
    public int Rank => Dimensions.Length;

    internal PatternDimension[] Dimensions { get; }

    internal bool IsNamed(string output)
    {
        foreach (var name in names)
        {
            if (string.Equals(name, output, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Role and shape, as errors show them: <c>scores [1, N, C+1]</c>.</summary>
    public override string ToString() => $"{Role} [{string.Join(", ", Dimensions)}]";

    internal static string Text(ReadOnlySpan<int> dimensions)
    {
        var parts = new string[dimensions.Length];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = dimensions[i].ToString(CultureInfo.InvariantCulture);
        return $"[{string.Join(", ", parts)}]";
    }
}

/// <summary>One dimension of a pattern: <c>Factor * Symbol + Summand</c>, or just <c>Summand</c> where there is no symbol.</summary>
internal readonly record struct PatternDimension(string? Symbol, int Factor, int Summand)
{
    public static PatternDimension Parse(string text)
    {
        var letter = text.AsSpan().IndexOfAnyInRange('A', 'Z');
        if (letter < 0)
            return new(null, 0, Number(text, text));
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        var symbol = text[letter..(plus < 0 ? text.Length : plus)];
        return new(symbol, letter == 0 ? 1 : Number(text[..letter], text), plus < 0 ? 0 : Number(text[(plus + 1)..], text));
    }

    /// <summary>The symbol's value that gives this size, or -1 where none does.</summary>
    public int Solve(int size)
    {
        var rest = size - Summand;
        if (rest < 0 || rest % Factor != 0)
            return -1;
        var least = Symbol == "N" ? 0 : 1;
        return rest / Factor >= least ? rest / Factor : -1;
    }

    public override string ToString() =>
        Symbol is null ? $"{Summand}" : $"{(Factor == 1 ? "" : $"{Factor}")}{Symbol}{(Summand == 0 ? "" : $"+{Summand}")}";

    private static int Number(string digits, string whole) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"'{whole}' is not a dimension; write a number, a symbol (N), or a multiple plus a number (3C+15).");
}
