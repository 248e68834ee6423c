using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace DeepRecipes.Build.Tests;

/// <summary>A made npm tarball, and an npm command on the PATH that hands it out and counts its calls.</summary>
internal sealed class NpmPackage
{
    private readonly string _bin;

    public NpmPackage(MadeRepository repository, params ReadOnlySpan<(string Path, string Text)> files)
    {
        _bin = repository.Path("npm-bin");
        _ = Directory.CreateDirectory(_bin);
        string tarball = Path.Combine(_bin, "made.tgz");
        using (var gzip = new GZipStream(File.Create(tarball), CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Pax))
        {
            foreach ((string path, string text) in files)
            {
                using var data = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "package/" + path) { DataStream = data });
            }
        }

        Integrity = "sha512-" + Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(tarball)));
        Says("cp \"$(dirname \"$0\")/made.tgz\" .", "");
        repository.Dotnet.Variables["PATH"] = _bin + ":" + Environment.GetEnvironmentVariable("PATH");
    }

    public string Integrity { get; }

    public int Calls => File.Exists(Path.Combine(_bin, "calls")) ? File.ReadAllLines(Path.Combine(_bin, "calls")).Length : 0;

    /// <summary>What npm does: shell lines run in the folder that it was told to put the tarball in.</summary>
    public void Says(params ReadOnlySpan<string> lines)
    {
        string npm = Path.Combine(_bin, "npm");
        File.WriteAllText(npm, $"""
            #!/bin/sh
            echo "$*" >> "$(dirname "$0")/calls"
            while [ "$1" != --pack-destination ]; do shift; done
            cd "$2" || exit 9
            {string.Join('\n', lines)}
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}

/// <summary>A test whose stand-in for npm is a shell script.</summary>
internal sealed class FactOnUnixAttribute : FactAttribute
{
    public FactOnUnixAttribute() => Skip = OperatingSystem.IsWindows() ? "The stand-in for npm is a shell script." : null;
}
