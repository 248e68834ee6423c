using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace DeepRecipes.Metrics;

/// <summary>Reads a COCO file token by token and knows where it is, so that every error can say it.</summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct CocoReader
{
    private readonly string _file;
    private readonly ReadOnlySpan<byte> _bytes;
    private Utf8JsonReader _json;

    public CocoReader(string file, ReadOnlySpan<byte> bytes)
    {
        _file = file;
        _bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        _json = new Utf8JsonReader(_bytes, new JsonReaderOptions { MaxDepth = 64 });
        Section = "the file";
        Index = -1;
    }

    private CocoReader(string file, ReadOnlySpan<byte> bytes, string section, int index, long? id)
        : this(file, bytes)
    {
        Section = section;
        Index = index;
        Id = id;
    }

    /// <summary>The list that is read.</summary>
    public string Section { get; set; }

    /// <summary>Which of its entries is read, or -1.</summary>
    public int Index { get; set; }

    /// <summary>The entry's id once it is known.</summary>
    public long? Id { get; set; }

    private readonly string Place => Index < 0 ? Section : $"{Section}[{Index}]";

    public JsonTokenType Token => _json.TokenType;

    /// <summary>The next token.</summary>
    public JsonTokenType Read()
    {
        try
        {
            return _json.Read() ? _json.TokenType : throw Error("the file ends here: it is empty or was cut in the middle");
        }
        catch (JsonException)
        {
            throw Broken();
        }
    }

    public void Expect(JsonTokenType token, string what)
    {
        if (Read() != token)
            throw Error($"{what} was expected, and {_json.TokenType} stands there (byte {_json.TokenStartIndex})");
    }

    /// <summary>The token that was read last must begin an entry.</summary>
    public readonly void ExpectEntry(string what)
    {
        if (_json.TokenType != JsonTokenType.StartObject)
            throw Error($"{what} was expected, and {Shown()} stands there");
    }

    /// <summary>What follows the file's one value would be left out unseen: two lists written one after the other, say.</summary>
    public void ExpectEnd()
    {
        (Section, Index, Id) = ("the file", -1, null);
        bool more;
        try
        {
            more = _json.Read();
        }
        catch (JsonException)
        {
            more = true;
        }

        if (more)
            throw Error($"more follows after its end at byte {_json.BytesConsumed}; a file holds one list or object");
    }

    public readonly bool Is(ReadOnlySpan<byte> name) => _json.ValueTextEquals(name);

    public void Skip()
    {
        try
        {
            _json.Skip();
        }
        catch (JsonException)
        {
            throw Broken();
        }
    }

    /// <summary>Steps over a value and remembers it for a reader of its own.</summary>
    public Range Remember()
    {
        Read();
        long start = _json.TokenStartIndex;
        Skip();
        return (int)start..(int)_json.BytesConsumed;
    }

    /// <summary>A reader of a remembered value, which stands before its first token.</summary>
    public readonly CocoReader Within(Range range) => new(_file, _bytes[range], Section, Index, Id);

    public long Int64(string name)
    {
        if (Read() != JsonTokenType.Number || !_json.TryGetInt64(out long value))
            throw Error($"{name} must be a whole number, and {Shown()} stands there");
        return value;
    }

    /// <summary>COCO writes 0 and 1; true and false are taken too.</summary>
    public bool Flag(string name) => Read() switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number when _json.TryGetInt64(out long value) && value is 0 or 1 => _json.GetInt64() == 1,
        _ => throw Error($"{name} must be 0 or 1, and {Shown()} stands there"),
    };

    public string Text(string name) => Read() == JsonTokenType.String ? Characters() : throw Error($"{name} must be a text, and {Shown()} stands there");

    public readonly byte[] TextBytes()
    {
        if (!_json.ValueIsEscaped)
            return _json.ValueSpan.ToArray();
        return System.Text.Encoding.UTF8.GetBytes(Characters());
    }

    public double Double(string name)
    {
        Read();
        return CurrentDouble(name);
    }

    public readonly double CurrentDouble(string name)
    {
        if (_json.TokenType != JsonTokenType.Number)
            throw Error($"{name} must be a number, and {Shown()} stands there");
        if (TryShortDecimal(_json.ValueSpan, out double value))
            return value;
        if (!Utf8Parser.TryParse(_json.ValueSpan, out value, out int used) || used != _json.ValueSpan.Length || !double.IsFinite(value))
            throw Error($"{name} is {Shown()}, which is no finite number");
        return value;
    }

    /// <summary>A list of numbers, added to others; returns how many.</summary>
    public int Doubles(string name, List<double> numbers)
    {
        Expect(JsonTokenType.StartArray, $"a list for {name}");
        int count = 0;
        while (Read() != JsonTokenType.EndArray)
        {
            numbers.Add(CurrentDouble(name));
            count++;
        }

        return count;
    }

    /// <summary>x, y, width, height.</summary>
    public CocoBox Box()
    {
        Expect(JsonTokenType.StartArray, "a list for bbox");
        var box = new CocoBox(Double("bbox"), Double("bbox"), Double("bbox"), Double("bbox"));
        Expect(JsonTokenType.EndArray, "the end of bbox after four numbers");
        if (box.Width < 0 || box.Height < 0)
            throw Error($"bbox has the size {box.Width} x {box.Height}; neither may be negative");
        return box;
    }

    private readonly string Characters()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Error("a text is not written in UTF-8");
        }
    }

    public readonly CocoFormatException Error(string problem) => new(_file, Place, Id, problem);

    private readonly string Shown() => _json.TokenType is JsonTokenType.Number or JsonTokenType.String or JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null
        ? System.Text.Encoding.UTF8.GetString(_json.ValueSpan)
        : _json.TokenType.ToString();

    private readonly CocoFormatException Broken()
    {
        int at = (int)Math.Min(_json.BytesConsumed, _bytes.Length);
        ReadOnlySpan<byte> rest = _bytes[at..].TrimStart(" \t\r\n:,"u8);
        if (rest.StartsWith("NaN"u8) || rest.StartsWith("Infinity"u8) || rest.StartsWith("-Infinity"u8))
            return Error($"NaN or Infinity stands near byte {at}; scores and coordinates must be finite numbers");
        // Broken off inside a token, or between two: nothing but the token's beginning is left.
        bool cut = rest.IndexOfAny("{}[]:"u8) < 0;
        return Error(cut
            ? $"the file was cut in the middle: it ends at byte {_bytes.Length} inside a list or an entry"
            : $"the file is no JSON near byte {at} of {_bytes.Length}");
    }

    /// <summary>
    /// Up to 15 digits with up to 22 of them behind the point: both parts are exact as doubles, so that one division rounds once and is right (Clinger 1990).
    /// </summary>
    private static bool TryShortDecimal(ReadOnlySpan<byte> text, out double value)
    {
        long digits = 0;
        int count = 0;
        int point = -1;
        int i = text[0] == (byte)'-' ? 1 : 0;
        for (; i < text.Length; i++)
        {
            int digit = text[i] - '0';
            if ((uint)digit <= 9)
            {
                digits = (digits * 10) + digit;
                count++;
            }
            else if (text[i] == (byte)'.')
            {
                point = count;
            }
            else
            {
                value = 0;
                return false;
            }
        }

        value = digits;
        if (count > 15)
            return false;
        if (point >= 0)
            value /= PowersOfTen[count - point];
        if (text[0] == (byte)'-')
            value = -value;
        return true;
    }

    private static ReadOnlySpan<double> PowersOfTen => [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
}
