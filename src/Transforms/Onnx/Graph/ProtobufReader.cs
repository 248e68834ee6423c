using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace DeepRecipes.Transforms;

/// <summary>
/// Reads the fields of one protocol buffers message, in the encoding's own words (tag, varint, length-delimited). It never reads past the message,
/// copies nothing but texts, and whatever is not well formed is a <see cref="FormatException"/>.
/// </summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private readonly ReadOnlySpan<byte> _message = message;
    private int _position;
    private int _wire;

    /// <summary>Goes to the next field; false at the end of the message.</summary>
    public bool Next(out int field)
    {
        field = 0;
        if (_position == _message.Length)
            return false;
        var tag = ReadVarint();
        if (tag >> 3 is 0 or > 0x1FFFFFFF)
            throw Malformed("a field number is out of range");
        field = (int)(tag >> 3);
        _wire = (int)(tag & 7);
        return true;
    }

    public long Int64()
    {
        Require(Varint);
        return (long)ReadVarint();
    }

    public ReadOnlySpan<byte> Bytes()
    {
        Require(Delimited);
        return ReadDelimited();
    }

    public string Text() => Encoding.UTF8.GetString(Bytes());

    /// <summary>One number of a repeated field, or all of them where they are packed.</summary>
    public void Int64s(List<long> numbers)
    {
        if (_wire == Varint)
        {
            numbers.Add((long)ReadVarint());
            return;
        }
        var packed = new ProtobufReader(Bytes());
        while (packed._position < packed._message.Length)
            numbers.Add((long)packed.ReadVarint());
    }

    /// <summary>A packed list of floats; none of them where there are more than so many, or they are not packed.</summary>
    public ImmutableArray<double> Floats(int most)
    {
        if (_wire != Delimited)
        {
            Skip();
            return [];
        }
        var packed = Bytes();
        if (packed.Length > most * sizeof(float) || packed.Length % sizeof(float) != 0)
            return [];
        var numbers = ImmutableArray.CreateBuilder<double>(packed.Length / sizeof(float));
        for (; packed.Length > 0; packed = packed[sizeof(float)..])
            numbers.Add(BinaryPrimitives.ReadSingleLittleEndian(packed));
        return numbers.MoveToImmutable();
    }

    public void Skip()
    {
        switch (_wire)
        {
            case Varint: ReadVarint(); break;
            case Fixed64: Take(sizeof(double)); break;
            case Delimited: ReadDelimited(); break;
            case Fixed32: Take(sizeof(float)); break;
            default: throw Malformed($"wire type {_wire} is unknown");
        }
    }

    private void Require(int wire)
    {
        if (_wire != wire)
            throw Malformed($"a field has wire type {_wire}, expected {wire}");
    }

    private ReadOnlySpan<byte> ReadDelimited()
    {
        var length = ReadVarint();
        return length <= int.MaxValue ? Take((int)length) : throw Malformed("a field is longer than its message");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _message.Length - _position)
            throw Malformed("a field is longer than its message");
        var taken = _message.Slice(_position, length);
        _position += length;
        return taken;
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position == _message.Length)
                throw Malformed("it ends within a number");
            var part = _message[_position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
        throw Malformed("a number is longer than ten bytes");
    }

    private readonly FormatException Malformed(string why) => new($"The bytes are no protocol buffers message: {why} (at byte {_position} of a message of {_message.Length}).");
}
