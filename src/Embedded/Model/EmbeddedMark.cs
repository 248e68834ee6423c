using System.Buffers.Binary;
using System.Text;

namespace Microsoft.ML;

/// <summary>
/// The mark of the files of the embedded ML.NET. It is laid out as ML.NET lays out the head of its own loaders, and stands where ML.NET looks for one, so
/// that the real ML.NET takes the text below for the name of an assembly, does not find it, and shows it in its error.
/// </summary>
internal static class EmbeddedMark
{
    public const string EntryName = "Model.key";

    private const string Text = "DeepRecipes.Embedded (this model file was saved by the embedded ML.NET of DeepRecipes and can only be loaded there; save it again with the Microsoft.ML packages)";
    private const int HeaderSize = 0x100;
    private const ulong FileSignature = 0x4C45444F4D004C4D;
    private const ulong TailSignature = 0x4D4C004D4F44454C;
    private const uint HeaderVersion = 0x00010002;

    public static MemoryStream Bytes()
    {
        var name = Encoding.Unicode.GetBytes(Text);
        var bytes = new byte[HeaderSize + name.Length + sizeof(ulong)];
        Put(bytes, 0x00, FileSignature);
        Put(bytes, 0x08, HeaderVersion | ((ulong)HeaderVersion << 32));
        Put(bytes, 0x10, HeaderSize); // an empty model block
        Put(bytes, 0x40, 1); // any model signature
        Put(bytes, 0x80, (ulong)(HeaderSize + name.Length)); // the tail
        Put(bytes, 0x88, (ulong)bytes.Length); // the end
        Put(bytes, 0x90, HeaderSize); // the assembly's name
        Put(bytes, 0x98, (ulong)name.Length);
        name.CopyTo(bytes, HeaderSize);
        Put(bytes, HeaderSize + name.Length, TailSignature);
        return new MemoryStream(bytes, 0, bytes.Length, writable: true, publiclyVisible: true);
    }

    public static bool IsIn(Stream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray().AsSpan().SequenceEqual(Bytes().ToArray());
    }

    private static void Put(byte[] bytes, int at, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), value);
}
