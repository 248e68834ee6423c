using System.IO.Compression;

namespace DeepRecipes.Transforms.Tests;

/// <summary>What a saved model holds. ML.NET's files are zip archives whose entries carry the time of day, which is nobody's content.</summary>
internal static class ModelBytes
{
    public static string[] Of(byte[] model)
    {
        using var archive = new ZipArchive(new MemoryStream(model));
        return [.. archive.Entries.Select(entry => $"{entry.FullName}: {Hash(entry)}").Order(StringComparer.Ordinal)];
    }

    private static string Hash(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(stream));
    }
}
