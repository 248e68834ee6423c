namespace DeepRecipes.Reports;

/// <summary>
/// How wide a text will be, near enough to leave room for it: the reader's font is not known here. Widths in thousandths of the font size,
/// for a usual grotesque; wide scripts count a full em.
/// </summary>
internal static class TextWidth
{
    public static double Of(string text, double fontSize)
    {
        double sum = 0;
        foreach (char c in text)
        {
            sum += c switch
            {
                'i' or 'j' or 'l' or '|' or '\'' or '!' or '.' or ',' or ':' or ';' => 270,
                ' ' or 'f' or 't' or 'I' or 'r' or '(' or ')' or '[' or ']' or '/' or '-' => 345,
                'm' or 'w' or 'M' or 'W' or '%' or '@' => 870,
                >= 'A' and <= 'Z' => 680,
                < '\x2E80' => 560,
                >= '\xD800' and <= '\xDFFF' => 500, // half of a pair
                _ => 1000,
            };
        }
        return sum * fontSize / 1000;
    }

    /// <summary>The text, or its beginning and an ellipsis where it is wider than <paramref name="room"/>.</summary>
    public static string Fit(string text, double fontSize, double room)
    {
        if (Of(text, fontSize) <= room)
            return text;
        int length = text.Length;
        while (length > 1 && Of(text[..length], fontSize) + fontSize > room)
            length--;
        if (char.IsHighSurrogate(text[length - 1]))
            length--;
        return text[..length] + "\u2026";
    }
}
