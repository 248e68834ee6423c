using System.IO.Compression;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

internal static class RepositoryPath
{
    public static string Combine(string directory, string name) => string.IsNullOrEmpty(directory) ? name : $"{directory}/{name}";
}

/// <summary>A model file being written: a zip whose bytes follow from what is written alone.</summary>
internal sealed class RepositoryWriter : IDisposable
{
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _archive;

    public RepositoryWriter(Stream stream)
    {
        _archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Write(EmbeddedMark.EntryName, EmbeddedMark.Bytes());
    }

    public void Write(string path, MemoryStream bytes)
    {
        var entry = _archive.CreateEntry(path);
        entry.LastWriteTime = NoTime;
        using var stream = entry.Open();
        stream.Write(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    public void Dispose() => _archive.Dispose();
}

/// <summary>A model file being read.</summary>
internal sealed class RepositoryReader : IDisposable
{
    private readonly ZipArchive _archive;

    public RepositoryReader(Stream stream)
    {
        try
        {
            _archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException e)
        {
            throw new FormatException("This is not a model file, or it is damaged: " + e.Message, e);
        }

        using var mark = OpenOrNull(EmbeddedMark.EntryName);
        Contracts.CheckDecode(
            mark != null && EmbeddedMark.IsIn(mark),
            "This model file was saved by the Microsoft.ML packages. The embedded ML.NET reads only what it saved itself: load the file in a build with MLNet=package.");
    }

    /// <summary>A stream over the whole entry, or null when there is none.</summary>
    public Stream OpenOrNull(string path)
    {
        var entry = _archive.GetEntry(path);
        if (entry == null)
            return null;
        var bytes = new MemoryStream();
        using (var stream = entry.Open())
            stream.CopyTo(bytes);
        bytes.Position = 0;
        return bytes;
    }

    public void Dispose() => _archive.Dispose();
}
