using System.Text;

namespace DeepRecipes.Metrics;

/// <summary>
/// Comma-separated values by RFC 4180, row by row: fields with commas, quotes or line ends stand in quotes, a quote in them is doubled; lines end with CR LF or LF;
/// the first row names the columns and every row has as many fields. Anything else is an error, never a guess.
/// </summary>
internal sealed class CsvReader : IDisposable
{
    /// <summary>The longest row, in characters: a missing quote must not swallow a whole file.</summary>
    private const int MostCharacters = 16_000_000;

    private readonly TextReader _text;
    private readonly List<Field> _fields = [];
    private char[] _row = new char[1024];
    private int _length;
    private long _line = 1;
    private int _column = 1;

    /// <summary>Reads the row of names.</summary>
    public CsvReader(Stream stream, string file)
    {
        File = file;
        _text = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
        if (Peek() == '\uFEFF')
            _ = _text.Read();
        if (!ReadRow())
            throw Error(1, 1, "the file is empty; its first line must name the columns");
        Names = [.. Enumerable.Range(0, _fields.Count).Select(i => this[i].ToString())];
        for (int i = 0; i < Names.Length; i++)
        {
            if (Array.IndexOf(Names, Names[i]) != i)
                throw ErrorAt(i, $"two columns have the name '{Names[i]}'; give each its own");
        }
    }

    public string File { get; }

    public string[] Names { get; }

    /// <summary>A field of the row that was read last.</summary>
    public ReadOnlySpan<char> this[int index] => _row.AsSpan(_fields[index].Start, _fields[index].Length);

    public void Dispose() => _text.Dispose();

    /// <summary>Goes to the next row.</summary>
    /// <returns>False at the end of the file.</returns>
    public bool Read()
    {
        if (!ReadRow())
            return false;
        return _fields.Count == Names.Length
            ? true
            : throw ErrorAt(0, $"the row has {_fields.Count} fields; the first line names {Names.Length} columns");
    }

    public int IndexOf(string name)
    {
        int index = Array.IndexOf(Names, name);
        return index >= 0 ? index : throw Error(1, 1, $"there is no column '{name}'; there are {string.Join(", ", Names.Select(n => $"'{n}'"))}");
    }

    /// <summary>An error at a field of the row that was read last.</summary>
    public CsvFormatException ErrorAt(int field, string problem) => Error(_fields[field].Line, _fields[field].Column, problem);

    private CsvFormatException Error(long line, int column, string problem) => new(File, line, column, problem);

    private bool ReadRow()
    {
        _fields.Clear();
        _length = 0;
        if (Peek() < 0)
            return false;
        while (true)
        {
            if (!ReadField())
                return true;
        }
    }

    /// <summary>Reads a field and what ends it.</summary>
    /// <returns>Whether another field of the row follows.</returns>
    private bool ReadField()
    {
        var field = new Field(_length, 0, _line, _column);
        if (Peek() == '"')
            ReadQuoted(field);
        else
            ReadPlain();
        _fields.Add(field with { Length = _length - field.Start });
        return Next() switch
        {
            ',' => true,
            '\r' when Next() == '\n' => false,
            '\n' or < 0 => false,
            '\r' => throw Error(field.Line, field.Column, "a carriage return stands alone; lines end with LF or CR LF"),
            _ => throw Error(_line, _column - 1, "text follows a closing quote; a quote inside a quoted field is doubled (\"\")"),
        };
    }

    private void ReadPlain()
    {
        for (int c = Peek(); c is not (',' or '\n' or '\r' or < 0); c = Peek())
        {
            if (c == '"')
                throw Error(_line, _column, "a quote stands inside a field that does not begin with one; put the whole field in quotes and double the quotes in it");
            Keep((char)Next());
        }
    }

    private void ReadQuoted(Field field)
    {
        Next();
        while (true)
        {
            int c = Next();
            if (c < 0)
                throw Error(field.Line, field.Column, "the quote that opens here is never closed; the file was cut, or a quote is missing");
            if (c == '"')
            {
                if (Peek() != '"')
                    return;
                Next();
            }

            Keep((char)c);
        }
    }

    private void Keep(char c)
    {
        if (_length == MostCharacters)
            throw Error(_fields.Count == 0 ? _line : _fields[0].Line, 1, $"the row has more than {MostCharacters} characters; a closing quote may be missing");
        if (_length == _row.Length)
            Array.Resize(ref _row, 2 * _length);
        _row[_length++] = c;
    }

    private int Peek()
    {
        try
        {
            return _text.Peek();
        }
        catch (DecoderFallbackException)
        {
            throw Error(_line, _column, "from about here on the bytes are not UTF-8; save the file as UTF-8");
        }
    }

    private int Next()
    {
        int c = Peek();
        if (c < 0)
            return c;
        _ = _text.Read();
        if (c == '\n')
            (_line, _column) = (_line + 1, 1);
        else
            _column++;
        return c;
    }

    private readonly record struct Field(int Start, int Length, long Line, int Column);
}
