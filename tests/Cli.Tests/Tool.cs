using System.IO.Compression;
using System.Text.Json;
using DeepRecipes.Contracts;

namespace DeepRecipes.Cli.Tests;

/// <summary>A run of the tool in this process, with a folder of its own for its files.</summary>
internal sealed class Tool : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("deeprecipes-cli-").FullName;

    /// <summary>What the last run printed.</summary>
    public string Output => _output.ToString();

    /// <summary>What the last run complained about.</summary>
    public string Error => _error.ToString();

    public int Run(params string[] args)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        return Program.Run(args, new() { Output = _output, Error = _error });
    }

    /// <summary>Runs and expects that it went well.</summary>
    public void Does(params string[] args)
    {
        int code = Run(args);
        Assert.True(code == ExitCode.Done, $"exit code {code}: {Error}");
    }

    /// <summary>Runs and expects one error with all these texts, and nothing printed.</summary>
    public void Refuses(string[] args, params string[] texts)
    {
        Assert.Equal(ExitCode.Failed, Run(args));
        Assert.Equal("", Output.Trim());
        Assert.All(texts, text => Assert.Contains(text, Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Writes a file into the folder.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    /// <summary>Unpacks a file of tests/Data/coco into the folder.</summary>
    public string Coco(string name)
    {
        using var source = new GZipStream(File.OpenRead(TestData.Path("coco", name + ".json.gz")), CompressionMode.Decompress);
        using FileStream target = File.Create(PathOf(name + ".json"));
        source.CopyTo(target);
        return target.Name;
    }

    public JsonElement Json(string name) => JsonDocument.Parse(File.ReadAllBytes(PathOf(name))).RootElement;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        _output.Dispose();
        _error.Dispose();
    }
}
