using System.IO.Compression;
using System.Xml.Linq;
using DeepRecipes.Contracts;

namespace DeepRecipes.Build.Tests;

/// <summary>
/// A small repository in a temporary folder: this one's eng/ and Directory.* files as they are (but for the analysers and the test packages, which
/// would need a package source), one room that uses both libraries, and an embedded part of almost nothing.
/// </summary>
internal sealed class MadeRepository : IDisposable
{
    public MadeRepository()
    {
        Folder = Directory.CreateTempSubdirectory("deeprecipes-build-").FullName;
        foreach (string file in Directory.EnumerateFiles(TestData.RepoRoot, "Directory.*").Append(System.IO.Path.Combine(TestData.RepoRoot, "global.json")))
        {
            File.Copy(file, System.IO.Path.Combine(Folder, System.IO.Path.GetFileName(file)));
        }

        string eng = System.IO.Path.Combine(TestData.RepoRoot, "eng");
        foreach (string file in Directory.EnumerateFiles(eng, "*", SearchOption.AllDirectories))
        {
            Write("eng/" + System.IO.Path.GetRelativePath(eng, file), File.ReadAllText(file));
        }

        DropPackageReferences(Path("Directory.Build.targets"));
        Write("src/Room/DeepRecipes.Room.csproj", Project("<PropertyGroup><UsesMLNet>true</UsesMLNet><UsesOnnxRuntime>true</UsesOnnxRuntime></PropertyGroup>"));
        Write("src/Embedded/DeepRecipes.Embedded.csproj", Project("<ItemGroup><Compile Remove=\"OnnxRuntime/**\" /></ItemGroup>"));
        Write("src/Embedded/OnnxRuntime/Microsoft.ML.OnnxRuntime.csproj", Project(""));
        Write("tests/Embedded.Tests/DeepRecipes.Embedded.Tests.csproj", Project("<ItemGroup><ProjectReference Include=\"../../src/Embedded/DeepRecipes.Embedded.csproj\" /></ItemGroup>"));
        Write("Made.slnx", """
            <Solution>
              <Project Path="src/Room/DeepRecipes.Room.csproj" />
              <Project Path="src/Embedded/DeepRecipes.Embedded.csproj" />
              <Project Path="src/Embedded/OnnxRuntime/Microsoft.ML.OnnxRuntime.csproj" />
              <Project Path="tests/Embedded.Tests/DeepRecipes.Embedded.Tests.csproj" />
            </Solution>
            """);
        Dotnet = new Dotnet(Folder);
        Dotnet.Variables["NUGET_PACKAGES"] = Path("packages");
        UseSource("empty");
        _ = Directory.CreateDirectory(Path("empty"));
    }

    public string Folder { get; }

    public Dotnet Dotnet { get; }

    /// <summary>The answer kept by the probe, without its key; null where there is none.</summary>
    public string? Answer => File.Exists(Path("artifacts/mlnet.txt")) ? File.ReadAllText(Path("artifacts/mlnet.txt")).Split(' ')[0] : null;

    public string Path(string relative) => System.IO.Path.Combine(Folder, relative);

    public void Write(string relative, string text)
    {
        string path = Path(relative);
        _ = Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Replace(string relative, string old, string with)
    {
        string text = File.ReadAllText(Path(relative));
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(Path(relative), text.Replace(old, with, StringComparison.Ordinal));
    }

    /// <summary>Makes one folder the only package source.</summary>
    public void UseSource(string source) => Write("NuGet.config", $"""
        <configuration>
          <packageSources><clear /><add key="made" value="{source}" /></packageSources>
          <auditSources><clear /></auditSources>
          <fallbackPackageFolders><clear /></fallbackPackageFolders>
        </configuration>
        """);

    /// <summary>A package source that holds empty packages under the names and versions that the probe asks for.</summary>
    public void UseSourceWithMLNet(params ReadOnlySpan<string> without)
    {
        _ = Directory.CreateDirectory(Path("full"));
        foreach (XElement pin in XDocument.Load(Path("Directory.Packages.props")).Descendants("PackageVersion"))
        {
            string id = pin.Attribute("Include")!.Value;
            if (id.StartsWith("Microsoft.ML", StringComparison.Ordinal) && !without.Contains(id))
            {
                Pack(id, pin.Attribute("Version")!.Value);
            }
        }

        UseSource("full");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Pack(string id, string version)
    {
        string path = Path($"full/{id}.{version}.nupkg");
        File.Delete(path);
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        void Add(string name, string text)
        {
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(text);
        }

        Add($"{id}.nuspec", $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata><id>{id}</id><version>{version}</version><authors>made</authors><description>made</description></metadata>
            </package>
            """);
        Add("lib/net8.0/_._", "");
        Add("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="nuspec" ContentType="application/octet" /></Types>""");
    }

    private static string Project(string content) => $"""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><GenerateDocumentationFile>false</GenerateDocumentationFile></PropertyGroup>{content}</Project>""";

    private static void DropPackageReferences(string path)
    {
        var targets = XDocument.Load(path);
        targets.Descendants().Where(e => e.Name.LocalName is "PackageReference" or "Using").Remove();
        targets.Save(path);
    }
}
