using System.Globalization;
using System.Text;

namespace DeepRecipes.Detection;

/// <summary>Reads the few Python literals that exporters write into models: a dictionary of numbered names, a list of names, a list of whole numbers.</summary>
/// <remarks>Nothing is evaluated. Everything is bounded: the caller bounds the text, this class the number of items and the length of names.</remarks>
internal ref struct PythonLiteral
{
    private const int MostItems = 65_536;
    private const int MostNameLength = 1_024;

    private readonly string key;
    private readonly ReadOnlySpan<char> text;
    private int at;

    private PythonLiteral(string key, ReadOnlySpan<char> text)
    {
        this.key = key;
        this.text = text;
    }

    /// <summary>Names by number: <c>{0: 'person', 1: "child's toy"}</c> or <c>['person', 'toy']</c>. Numbers must run from 0 without a gap, in any order.</summary>
    public static string[] Names(string key, string text)
    {
        var reader = new PythonLiteral(key, text);
        var names = new SortedDictionary<int, string>();
        var numbered = reader.Peek() == '{';
        reader.Items(numbered ? '{' : '[', numbered ? '}' : ']', (ref PythonLiteral r, int count) =>
        {
            var number = count;
            if (numbered)
            {
                number = r.Number();
                r.Take(':');
            }

            if (!names.TryAdd(number, r.Name()))
                throw r.Error($"a name for {number} that has none yet");
        });
        reader.End();
        if (names.Count > 0 && names.Keys.Last() != names.Count - 1)
            throw reader.Error($"numbers from 0 to {names.Count - 1}");
        return [.. names.Values];
    }

    /// <summary>Whole numbers: <c>[640, 480]</c>, <c>(17, 3)</c> or a single one.</summary>
    public static int[] Numbers(string key, string text)
    {
        var reader = new PythonLiteral(key, text);
        var numbers = new List<int>();
        if (reader.Peek() is '[' or '(')
            reader.Items(reader.Peek(), reader.Peek() == '[' ? ']' : ')', (ref PythonLiteral r, int _) => numbers.Add(r.Number()));
        else
            numbers.Add(reader.Number());
        reader.End();
        return [.. numbers];
    }

    private delegate void ReadItem(ref PythonLiteral reader, int count);

    private void Items(char open, char close, ReadItem read)
    {
        Take(open);
        for (var count = 0; Peek() != close; count++)
        {
            if (count == MostItems)
                throw Error($"at most {MostItems} items");
            read(ref this, count);
            if (Peek() != close)
                Take(',');
        }

        Take(close);
    }

    private int Number()
    {
        _ = Peek();
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return int.TryParse(text[start..at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Error("a whole number");
    }

    private string Name()
    {
        var quote = Peek();
        if (quote is not ('\'' or '"'))
            throw Error("a quoted name");
        at++;
        var name = new StringBuilder();
        while (at < text.Length && text[at] != quote)
        {
            if (name.Length == MostNameLength)
                throw Error($"a name of at most {MostNameLength} characters");
            _ = name.Append(text[at] == '\\' ? Escape() : text[at++]);
        }

        Take(quote);
        return name.ToString();
    }

    private char Escape()
    {
        at++;
        var letter = at < text.Length ? text[at++] : throw Error("a character after \\");
        switch (letter)
        {
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'x' or 'u':
                var digits = letter == 'x' ? 2 : 4;
                if (at + digits > text.Length || !ushort.TryParse(text.Slice(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                    throw Error($"{digits} hexadecimal digits after \\{letter}");
                at += digits;
                return (char)code;
            case '\\' or '\'' or '"':
                return letter;
            default:
                throw Error("one of \\\\ \\' \\\" \\n \\t \\x \\u");
        }
    }

    private char Peek()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at < text.Length ? text[at] : '\0';
    }

    private void Take(char expected)
    {
        if (Peek() != expected || at == text.Length)
            throw Error($"'{expected}'");
        at++;
    }

    private void End()
    {
        if (Peek() != '\0' || at != text.Length)
            throw Error("the end");
    }

    private readonly FormatException Error(string expected) =>
        new($"The model's metadata '{key}' is not valid at character {at}: expected {expected}, got '{text[at..Math.Min(text.Length, at + 20)]}'.");
}
