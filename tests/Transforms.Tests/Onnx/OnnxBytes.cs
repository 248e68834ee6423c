using System.Text;

namespace DeepRecipes.Transforms.Tests;

/// <summary>
/// Writes tiny ONNX models byte by byte, by the field numbers of the specification's <c>onnx.proto</c>, so that a test needs no exporter
/// and shares nothing with the reader.
/// </summary>
internal static class OnnxBytes
{
    public const int Float = 1, UInt8 = 2, Int8 = 3, Int32 = 6, Int64 = 7, String = 8, Bool = 9, Float16 = 10, Double = 11;

    public static byte[] Model(int opset, params byte[][] graph) => [.. Bare(opset, graph), .. Metadata("names", "cat, dog")];

    /// <summary>A model without metadata; <see cref="Metadata"/> may be put behind it.</summary>
    public static byte[] Bare(int opset, params byte[][] graph) =>
        [.. Number(1, 8), .. Text(2, "by hand"), .. Text(3, "1.0"), .. Part(7, graph), .. Part(8, Number(2, opset))];

    public static byte[] Metadata(string key, string value) => Part(14, Text(1, key), Text(2, value));

    public static byte[] Node(string op, string name, string[] inputs, string[] outputs, params byte[][] attributes) =>
        Part(1, [.. inputs.Select(input => Text(1, input)), .. outputs.Select(output => Text(2, output)), Text(3, name), Text(4, op), .. attributes.Select(attribute => Part(5, attribute))]);

    /// <summary>An operator of the classic models' domain; the model must say which version of it.</summary>
    public static byte[] ClassicNode(string op, string[] inputs, string[] outputs, params byte[][] attributes) =>
        Part(1, [.. inputs.Select(input => Text(1, input)), .. outputs.Select(output => Text(2, output)), Text(4, op), .. attributes.Select(attribute => Part(5, attribute)), Text(7, "ai.onnx.ml")]);

    public static byte[] ClassicModel(params byte[][] graph) => [.. Model(13, graph), .. Part(8, Text(1, "ai.onnx.ml"), Number(2, 2))];

    public static byte[] Integer(string name, long value) => [.. Text(1, name), .. Number(3, value), .. Number(20, 2)];

    public static byte[] Integers(string name, params long[] values) => [.. Text(1, name), .. values.SelectMany(value => Number(8, value)), .. Number(20, 7)];

    public static byte[] Texts(string name, params string[] values) => [.. Text(1, name), .. values.SelectMany(value => Text(9, value)), .. Number(20, 8)];

    public static byte[] Tensor(string name, byte[] tensor) => [.. Text(1, name), .. Part(5, tensor), .. Number(20, 4)];

    public static byte[] Graph(string name, params byte[][] graph) => [.. Text(1, name), .. Part(6, graph), .. Number(20, 5)];

    public static byte[] Stored(byte[] tensor) => Part(5, tensor);

    public static byte[] Floats(string name, long[] dimensions, params float[] values) =>
        [.. dimensions.SelectMany(size => Number(1, size)), .. Number(2, Float), .. Text(8, name), .. Bytes(9, [.. values.SelectMany(BitConverter.GetBytes)])];

    public static byte[] Longs(string name, params long[] values) =>
        [.. Number(1, values.Length), .. Number(2, Int64), .. Text(8, name), .. Bytes(9, [.. values.SelectMany(BitConverter.GetBytes)])];

    /// <summary>Floats the way that some exporters write them: as a packed list.</summary>
    public static byte[] PackedFloats(string name, params float[] values) => [.. Number(1, values.Length), .. Number(2, Float), .. Bytes(4, [.. values.SelectMany(BitConverter.GetBytes)]), .. Text(8, name)];

    public static byte[] Halves(string name, long[] dimensions, params float[] values) =>
        [.. dimensions.SelectMany(size => Number(1, size)), .. Number(2, Float16), .. Text(8, name), .. Bytes(9, [.. values.SelectMany(value => BitConverter.GetBytes((Half)value))])];

    public static byte[] Truth(string name, bool value) => [.. Number(2, Bool), .. Text(8, name), .. Bytes(9, [value ? (byte)1 : (byte)0])];

    /// <summary>A truth the way that some exporters write it: as a packed list of 32-bit numbers.</summary>
    public static byte[] PackedTruth(string name, bool value) => [.. Number(1, 1), .. Number(2, Bool), .. Bytes(5, [value ? (byte)1 : (byte)0]), .. Text(8, name)];

    public static byte[] Input(string name, int type, params object[] dimensions) => Value(11, name, type, dimensions);

    public static byte[] Output(string name, int type, params object[] dimensions) => Value(12, name, type, dimensions);

    /// <summary>An output of any type.</summary>
    public static byte[] OutputOf(string name, byte[] type) => Part(12, Text(1, name), Part(2, type));

    /// <summary>The type of a tensor, to stand alone or within others.</summary>
    public static byte[] TensorType(int type, params object[] dimensions) =>
        Part(1, Number(1, type), Part(2, [.. dimensions.Select(size => size is string symbol ? Part(1, Text(2, symbol)) : Part(1, Number(1, (int)size)))]));

    public static byte[] SequenceType(byte[] element) => Part(4, Part(1, element));

    public static byte[] MapType(int key, byte[] value) => Part(5, Number(1, key), Part(2, value));

    /// <summary>One operator from "x" [N, 4] to "y" [N, 4].</summary>
    public static byte[] OneNode(int opset, string op, params byte[][] attributes) =>
        Model(opset, Node(op, "only", ["x"], ["y"], attributes), Text(2, "g"), Input("x", Float, "N", 4), Output("y", Float, "N", 4));

    public static byte[] Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    public static byte[] Part(int field, params byte[][] content) => Bytes(field, [.. content.SelectMany(bytes => bytes)]);

    public static byte[] Number(int field, long value) => [.. Varint((ulong)field << 3), .. Varint((ulong)value)];

    private static byte[] Bytes(int field, byte[] content) => [.. Varint(((ulong)field << 3) | 2), .. Varint((ulong)content.Length), .. content];

    private static byte[] Value(int field, string name, int type, object[] dimensions) =>
        Part(field, Text(1, name), Part(2, TensorType(type, dimensions)));

    private static List<byte> Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return bytes;
    }
}
