using System.IO.Compression;
using System.Text.Json;
using DeepRecipes.Kernels;

namespace DeepRecipes.Contracts;

/// <summary>A file of named arrays: shape, type and the elements as a list or as base64. A large one is kept gzipped, with .gz behind its name.</summary>
public sealed class GoldenImages
{
    private readonly JsonElement root;

    private GoldenImages(JsonElement root) => this.root = root;

    public static GoldenImages Load(params ReadOnlySpan<string> parts)
    {
        string path = TestData.Path(parts);
        using Stream stream = File.Exists(path) ? File.OpenRead(path) : new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress);
        return new GoldenImages(JsonDocument.Parse(stream).RootElement.Clone());
    }

    public IEnumerable<string> Names => root.GetProperty("arrays").EnumerateObject().Select(p => p.Name);

    public double[] Numbers(string property) => [.. Flat(root.GetProperty(property))];

    public double[] Matrix(string name) => [.. Flat(root.GetProperty("matrices").GetProperty(name))];

    public ImageShape Shape(string name)
    {
        int[] shape = [.. Array(name).GetProperty("shape").EnumerateArray().Select(e => e.GetInt32())];
        return new ImageShape(shape[1], shape[0], shape.Length > 2 ? shape[2] : 1);
    }

    public byte[] Bytes(string name)
    {
        JsonElement data = Array(name).GetProperty("data");
        return data.ValueKind == JsonValueKind.String ? data.GetBytesFromBase64() : [.. Flat(data).Select(v => (byte)v)];
    }

    public float[] Floats(string name)
    {
        JsonElement data = Array(name).GetProperty("data");
        if (data.ValueKind != JsonValueKind.String)
            return [.. Flat(data).Select(v => (float)v)];
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(data.GetBytesFromBase64()).ToArray();
    }

    private JsonElement Array(string name) => root.GetProperty("arrays").GetProperty(name);

    private static IEnumerable<double> Flat(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Flat) : [element.GetDouble()];
}
