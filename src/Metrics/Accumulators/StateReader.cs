using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace DeepRecipes.Metrics;

/// <summary>Reads what <see cref="StateWriter"/> wrote. Every read is checked, so that no bytes whatever lead to more than a typed error.</summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct StateReader
{
    private ReadOnlySpan<byte> _rest;

    public StateReader(ReadOnlySpan<byte> state, string kind, ushort version)
    {
        if (state.Length < 6)
            throw new MetricStateCorruptException($"The state holds {state.Length} bytes, too few for its head: it was cut short.");
        if (!state[..4].SequenceEqual(StateWriter.Magic))
            throw new MetricStateVersionException("The bytes are no metric's state: they do not begin with DRMS.");
        if (state[4] != StateWriter.Format)
            throw new MetricStateVersionException($"The state has format {state[4]}; this version reads format {StateWriter.Format}.");
        int kindLength = state[5];
        int head = 6 + kindLength + sizeof(ushort) + sizeof(long);
        if (state.Length < head)
            throw new MetricStateCorruptException($"The state holds {state.Length} bytes, too few for its head: it was cut short.");
        string found = Encoding.UTF8.GetString(state.Slice(6, kindLength));
        ushort foundVersion = BinaryPrimitives.ReadUInt16LittleEndian(state[(6 + kindLength)..]);
        long length = BinaryPrimitives.ReadInt64LittleEndian(state[(8 + kindLength)..]);
        if (length < 0 || state.Length - head - StateWriter.ChecksumLength != length)
            throw new MetricStateCorruptException($"The state holds {state.Length} bytes, but its head promises {length} of content: it was cut short or added to.");
        ulong checksum = BinaryPrimitives.ReadUInt64LittleEndian(state[^StateWriter.ChecksumLength..]);
        if (checksum != StateWriter.Checksum(state[..^StateWriter.ChecksumLength]))
            throw new MetricStateCorruptException("The state's checksum is wrong: its bytes were damaged.");
        if (found != kind)
            throw new MetricStateVersionException($"The state is of kind '{found}'; '{kind}' was expected.");
        if (foundVersion != version)
            throw new MetricStateVersionException($"The state of kind '{kind}' has version {foundVersion}; this version reads {version}.");
        _rest = state[head..^StateWriter.ChecksumLength];
    }

    public long Int64()
    {
        long value = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));
        return value;
    }

    public int Int32(int least = 0, int most = int.MaxValue)
    {
        long value = Int64();
        if (value < least || value > most)
            throw new MetricStateCorruptException($"The state holds {value} where a number from {least} to {most} must stand.");
        return (int)value;
    }

    public double Double() => BitConverter.Int64BitsToDouble(Int64());

    public bool Bool() => Int32(0, 1) != 0;

    public string Text() => Encoding.UTF8.GetString(Take(Int64()));

    public string[] Texts()
    {
        var values = new string[Int32(0, _rest.Length / sizeof(long))];
        for (int i = 0; i < values.Length; i++)
            values[i] = Text();
        return values;
    }

    public T[] Column<T>()
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        int count = Int32(0, _rest.Length / size);
        var values = new T[count];
        Span<byte> bytes = MemoryMarshal.AsBytes(values.AsSpan());
        Take(bytes.Length).CopyTo(bytes);
        if (!BitConverter.IsLittleEndian)
            SwapBytes(bytes, size);
        return values;
    }

    public readonly void End()
    {
        if (!_rest.IsEmpty)
            throw new MetricStateCorruptException($"The state holds {_rest.Length} bytes more than its content needs.");
    }

    public static void SwapBytes(Span<byte> bytes, int size)
    {
        for (int i = 0; i < bytes.Length; i += size)
            bytes.Slice(i, size).Reverse();
    }

    private ReadOnlySpan<byte> Take(long length)
    {
        if (length < 0 || length > _rest.Length)
            throw new MetricStateCorruptException($"The state ends {length - _rest.Length} bytes too early.");
        ReadOnlySpan<byte> taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
