using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace DeepRecipes.Metrics;

/// <summary>
/// Writes a state: magic, format, the metric's kind and version, the payload's length, the payload and a checksum over all of it, little endian.
/// </summary>
internal sealed class StateWriter
{
    public const byte Format = 1;
    public const int ChecksumLength = 8;

    private readonly ArrayBufferWriter<byte> _payload = new(256);
    private readonly string _kind;
    private readonly ushort _version;

    public StateWriter(string kind, ushort version)
    {
        _kind = kind;
        _version = version;
    }

    public static ReadOnlySpan<byte> Magic => "DRMS"u8;

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_payload.GetSpan(sizeof(long)), value);
        _payload.Advance(sizeof(long));
    }

    public void Double(double value) => Int64(BitConverter.DoubleToInt64Bits(value));

    public void Bool(bool value) => Int64(value ? 1 : 0);

    public void Text(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        Int64(bytes.Length);
        _payload.Write(bytes);
    }

    public void Texts(IReadOnlyCollection<string> values)
    {
        Int64(values.Count);
        foreach (string value in values)
            Text(value);
    }

    public void Column<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Int64(values.Length);
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        Span<byte> room = _payload.GetSpan(bytes.Length)[..bytes.Length];
        bytes.CopyTo(room);
        if (!BitConverter.IsLittleEndian)
            StateReader.SwapBytes(room, Marshal.SizeOf<T>());
        _payload.Advance(bytes.Length);
    }

    public byte[] ToArray()
    {
        byte[] kind = Encoding.UTF8.GetBytes(_kind);
        var state = new byte[Magic.Length + 1 + 1 + kind.Length + sizeof(ushort) + sizeof(long) + _payload.WrittenCount + ChecksumLength];
        Span<byte> rest = state;
        Magic.CopyTo(rest);
        rest[4] = Format;
        rest[5] = (byte)kind.Length;
        rest = rest[6..];
        kind.CopyTo(rest);
        rest = rest[kind.Length..];
        BinaryPrimitives.WriteUInt16LittleEndian(rest, _version);
        BinaryPrimitives.WriteInt64LittleEndian(rest[2..], _payload.WrittenCount);
        rest = rest[10..];
        _payload.WrittenSpan.CopyTo(rest);
        BinaryPrimitives.WriteUInt64LittleEndian(rest[_payload.WrittenCount..], Checksum(state.AsSpan(0, state.Length - ChecksumLength)));
        return state;
    }

    /// <summary>FNV-1a over eight bytes at a time: against damage, not against forgery.</summary>
    public static ulong Checksum(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 14695981039346656037;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            hash = Step(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte b in bytes)
            hash = Step(hash, b);
        return hash;

        // The shift brings high bits down, where the plain product never would.
        static ulong Step(ulong hash, ulong value)
        {
            hash = (hash ^ value) * 1099511628211;
            return hash ^ (hash >> 29);
        }
    }
}
