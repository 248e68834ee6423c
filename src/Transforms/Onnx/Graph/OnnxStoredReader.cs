using System.Buffers.Binary;
using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepRecipes.Transforms;

/// <summary>Reads the stored tensors of a graph (<c>TensorProto</c>): what they are, and the numbers of short ones.</summary>
internal static class OnnxStoredReader
{
    /// <summary>Numbers of one tensor; those of the largest models have a thousandth of it.</summary>
    private const long MostNumbers = 1L << 36;

    /// <summary>Longer tensors are weights, whose numbers nobody looks at.</summary>
    private const int MostNumbersKept = 16;

    /// <summary>Notes a stored tensor, under its own name or the one given.</summary>
    public static void Read(ReadOnlySpan<byte> tensor, string? given, OnnxBody body)
    {
        var (name, type, external) = ("", 0L, false);
        var (dimensions, numbers) = (new List<long>(), new List<long>());
        var floats = ImmutableArray<double>.Empty;
        var raw = default(ReadOnlySpan<byte>);
        var places = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var reader = new ProtobufReader(tensor);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: reader.Int64s(dimensions); break;
                case 2: type = reader.Int64(); break;
                case 4: floats = reader.Floats(MostNumbersKept); break;
                // Truths are stored among the 32-bit numbers; longer lists are weights, which nobody reads here.
                case 5 when type is (long)TensorElementType.Bool or 0: reader.Int64s(numbers); break;
                case 8: name = reader.Text(); break;
                case 9: raw = reader.Bytes(); break;
                case 13: OnnxGraphReader.ReadEntry(reader.Bytes(), places); break;
                case 14: external = reader.Int64() == 1; break;
                default: reader.Skip(); break;
            }
        }
        name = given ?? name;
        var count = 1L;
        foreach (var size in dimensions)
        {
            if (size < 0 || (size > 0 && count > MostNumbers / size))
                throw new FormatException($"The ONNX model's tensor '{name}' has the dimensions [{string.Join(", ", dimensions)}].");
            count *= size;
        }
        if (type == (long)TensorElementType.Bool && count == 1 && (raw.Length == 1 || numbers.Count == 1))
            body.Truths[name] = raw.Length == 1 ? raw[0] != 0 : numbers[0] != 0;
        body.Stored.Add(new(name, (TensorElementType)type, count, external ? places.GetValueOrDefault("location", "?") : null)
        {
            Numbers = floats.IsEmpty && count <= MostNumbersKept ? Numbers((TensorElementType)type, raw, (int)count) : floats,
        });
    }

    /// <summary>The numbers of a short tensor; none where they are not fractions or not all there.</summary>
    private static ImmutableArray<double> Numbers(TensorElementType type, ReadOnlySpan<byte> raw, int count)
    {
        var size = type switch { TensorElementType.Float => sizeof(float), TensorElementType.Double => sizeof(double), TensorElementType.Float16 => sizeof(ushort), _ => 0 };
        if (size == 0 || raw.Length != size * count)
            return [];
        var numbers = ImmutableArray.CreateBuilder<double>(count);
        for (; raw.Length > 0; raw = raw[size..])
        {
            numbers.Add(type switch
            {
                TensorElementType.Float => BinaryPrimitives.ReadSingleLittleEndian(raw),
                TensorElementType.Double => BinaryPrimitives.ReadDoubleLittleEndian(raw),
                _ => (double)BinaryPrimitives.ReadHalfLittleEndian(raw),
            });
        }
        return numbers.MoveToImmutable();
    }
}
