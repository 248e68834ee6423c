using System.Globalization;

namespace DeepRecipes.Reports;

/// <summary>
/// A caller's text made safe inside an element or a quoted attribute. Markup is escaped; what a reader could not see or could be misled by is shown
/// instead of obeyed: control characters as their pictures (U+2400...), halves of surrogate pairs and non-characters as U+FFFD, and the
/// characters that turn the direction of the text around them (U+202A-202E, U+2066-2069) by their code. Nothing is dropped; what is too long
/// is cut with a visible mark that says by how much.
/// </summary>
internal static class EscapedText
{
    /// <summary>Characters of one text that are written at most.</summary>
    public const int Longest = 10_000;

    public static void Write(TextWriter output, string text)
    {
        int end = Math.Min(text.Length, Longest);
        if (end < text.Length && char.IsHighSurrogate(text[end - 1]))
            end--;
        for (int i = 0; i < end; i++)
        {
            char c = text[i];
            switch (c)
            {
                case '<': output.Write("&lt;"); break;
                case '>': output.Write("&gt;"); break;
                case '&': output.Write("&amp;"); break;
                case '"': output.Write("&quot;"); break;
                case '\'': output.Write("&#39;"); break;
                case '\n' or '\t': output.Write(c); break;
                case '\r': output.Write("&#13;"); break;
                case < ' ': output.Write((char)(0x2400 + c)); break;
                case '\x7F': output.Write('\u2421'); break;
                case >= '\x80' and < '\xA0' or >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069':
                    output.Write(string.Create(CultureInfo.InvariantCulture, $"[U+{(int)c:X4}]"));
                    break;
                case '\uFFFE' or '\uFFFF': output.Write('\uFFFD'); break;
                default:
                    if (!char.IsSurrogate(c))
                    {
                        output.Write(c);
                    }
                    else if (char.IsHighSurrogate(c) && i + 1 < end && char.IsLowSurrogate(text[i + 1]))
                    {
                        output.Write(c);
                        output.Write(text[++i]);
                    }
                    else
                    {
                        output.Write('\uFFFD');
                    }
                    break;
            }
        }
        if (end < text.Length)
            output.Write(string.Create(CultureInfo.InvariantCulture, $" [... {text.Length - end} more characters]"));
    }
}
