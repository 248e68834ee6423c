using System.Text;

namespace Microsoft.ML.Data;

/// <summary>Splits lines into fields.</summary>
internal sealed class FieldReader(char[] separators, bool allowQuoting, bool trimWhitespace)
{
    public List<ReadOnlyMemory<char>> Split(string line)
    {
        var rest = line.AsMemory();
        if (trimWhitespace)
            rest = rest.TrimEnd();
        var fields = new List<ReadOnlyMemory<char>>();
        for (var at = 0; ;)
        {
            if (allowQuoting && at < rest.Length && rest.Span[at] == '"')
                fields.Add(Quoted(rest, ref at));
            else
                fields.Add(Plain(rest, ref at));
            if (at >= rest.Length)
                return fields;
            at++; // the separator
        }
    }

    /// <summary>Up to the next separator; spaces around it do not belong to the field unless they separate.</summary>
    private ReadOnlyMemory<char> Plain(ReadOnlyMemory<char> line, ref int at)
    {
        var length = line.Span[at..].IndexOfAny(separators);
        var field = line.Slice(at, length < 0 ? line.Length - at : length);
        at += field.Length;
        return field.Trim(' ');
    }

    /// <summary>Up to the closing quote; two quotes inside stand for one.</summary>
    private ReadOnlyMemory<char> Quoted(ReadOnlyMemory<char> line, ref int at)
    {
        var text = new StringBuilder();
        for (at++; at < line.Length; at++)
        {
            var c = line.Span[at];
            if (c == '"' && (at + 1 >= line.Length || line.Span[at + 1] != '"'))
            {
                at++;
                break;
            }

            if (c == '"')
                at++;
            _ = text.Append(c);
        }

        var skipped = at < line.Length ? line.Span[at..].IndexOfAny(separators) : -1;
        at = skipped < 0 ? line.Length : at + skipped;
        return text.ToString().AsMemory();
    }
}
