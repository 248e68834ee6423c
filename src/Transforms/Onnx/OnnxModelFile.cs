using System.Security.Cryptography;

namespace DeepRecipes.Transforms;

/// <summary>The bytes of an ONNX model, and the hash that says it is the same one after all.</summary>
internal sealed class OnnxModelFile : IEquatable<OnnxModelFile>
{
    /// <summary>Protocol buffers end at 2 GB.</summary>
    private const long Longest = int.MaxValue;

    private OnnxModelFile(byte[] bytes, string sha256)
    {
        Bytes = bytes;
        Sha256 = sha256;
    }

    public byte[] Bytes { get; }

    public string Sha256 { get; }

    /// <summary>What stands in the model; read once.</summary>
    /// <exception cref="FormatException">The bytes are no ONNX model.</exception>
    public OnnxInspection Inspection => field ??= Inspect();

    public bool Equals(OnnxModelFile? other) => other is not null && Sha256 == other.Sha256;

    public override bool Equals(object? obj) => Equals(obj as OnnxModelFile);

    public override int GetHashCode() => Sha256.GetHashCode(StringComparison.Ordinal);

    public static OnnxModelFile Of(byte[] bytes) => new(bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    public static OnnxModelFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new FileNotFoundException($"There is no ONNX model at '{path}'.", path);
        if (file.Length is 0 or > Longest)
            throw new FormatException($"'{path}' is no ONNX model: it has {file.Length} bytes; 1 to {Longest} are allowed.");
        return Of(File.ReadAllBytes(path));
    }

    /// <summary>Reads a model that must be the one with this hash.</summary>
    public static OnnxModelFile Read(string path, string sha256)
    {
        var file = Read(path);
        return file.Sha256 == sha256
            ? file
            : throw new FormatException($"'{path}' is not the ONNX model this pipeline was made with: its SHA-256 is {file.Sha256}, expected {sha256}. Put the right file there.");
    }

    private OnnxInspection Inspect()
    {
        try
        {
            return OnnxInspection.Of(Bytes);
        }
        catch (FormatException e)
        {
            throw new FormatException($"The ONNX model (SHA-256 {Sha256}, {Bytes.Length} bytes) cannot be loaded: {e.Message}", e);
        }
    }
}
