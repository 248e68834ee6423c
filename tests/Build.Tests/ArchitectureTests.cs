using System.Text.RegularExpressions;
using System.Xml.Linq;
using DeepRecipes.Contracts;

namespace DeepRecipes.Build.Tests;

/// <summary>The arrows between the rooms go only one way, and what a room must not know it does not know.</summary>
public partial class ArchitectureTests
{
    // A room may refer to these, and through them to what they refer to.
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Kernels"] = [],
        ["Detection"] = ["Kernels"],
        ["Metrics"] = ["Kernels"],
        ["Augmentation"] = ["Kernels"],
        ["Reports"] = ["Metrics", "Kernels"],
        ["Transforms"] = ["Kernels", "Detection", "Augmentation"],
        ["Estimators"] = ["Kernels", "Detection", "Augmentation", "Metrics", "Transforms"],
        ["Doctor"] = ["Kernels", "Detection", "Augmentation", "Metrics", "Reports", "Transforms", "Estimators"],
        // The tool's demo is the example.
        ["Cli"] = ["Kernels", "Detection", "Augmentation", "Metrics", "Reports", "Transforms", "Estimators", "Doctor", "examples/Quickstart"],
        ["Embedded"] = [],
    };

    private static readonly string[] WithoutMLNet = ["Kernels", "Detection", "Metrics", "Augmentation", "Reports"];

    [Fact]
    public void RoomsReferOnlyToTheRoomsTheyMay()
    {
        foreach (string project in Projects("src").Where(p => !IsEmbedded(p)))
        {
            string room = Room(project);
            Assert.True(Arrows.TryGetValue(room, out string[]? allowed), $"src/{room} is a new room: give it a row in {nameof(Arrows)}.");
            foreach (string reference in XDocument.Load(project).Descendants("ProjectReference").Select(r => r.Attribute("Include")!.Value))
            {
                string target = Room(Path.GetFullPath(reference.Replace('\\', '/'), Path.GetDirectoryName(project)!));
                Assert.True(allowed.Contains(target, StringComparer.Ordinal), $"src/{room} refers to src/{target}; it may refer to {string.Join(", ", allowed)}.");
            }
        }
    }

    [Fact]
    public void ProjectsDoNotKnowTheMode()
    {
        foreach (string project in Projects("src", "tests", "examples", "benchmarks").Where(p => !IsEmbedded(p)))
        {
            string text = File.ReadAllText(project);
            Assert.False(text.Contains("$(MLNet)", StringComparison.Ordinal), $"{project} asks which ML.NET it is built on; only eng/ and src/Embedded may.");
            Assert.False(PackageOfMLNet().IsMatch(text), $"{project} names an ML.NET package; say UsesMLNet, UsesOnnxRuntime or UsesOnnxTransformer instead.");
            Assert.All(
                XDocument.Parse(text).Descendants("ProjectReference").Select(r => r.Attribute("Include")!.Value),
                r => Assert.False(r.Contains("Embedded", StringComparison.Ordinal), $"{project} refers to {r}; say UsesMLNet instead."));
        }
    }

    [Fact]
    public void RoomsForDataAppsDoNotKnowMLNet()
    {
        foreach (string room in WithoutMLNet.Where(r => Directory.Exists(Path.Combine(TestData.RepoRoot, "src", r))))
        {
            foreach (string project in Projects("src/" + room))
            {
                Assert.False(File.ReadAllText(project).Contains("<UsesMLNet>", StringComparison.Ordinal), $"{project} uses ML.NET; a data app takes this room without it.");
            }

            foreach ((string file, string text) in Sources("src/" + room))
            {
                Assert.False(UsingMLNet().IsMatch(text), $"{file} uses ML.NET; a data app takes this room without it.");
            }
        }
    }

    [Fact]
    public void NoSourceOutsideTheEmbeddedPartIsConditional()
    {
        foreach ((string file, string text) in Sources("src", "tests", "examples", "benchmarks").Where(f => !IsEmbedded(f.File)))
        {
            Assert.False(Conditional().IsMatch(text), $"{file} has an #if: there is one source for both ML.NETs.");
        }
    }

    [Fact]
    public void EveryProjectStandsInTheSolution()
    {
        string solution = File.ReadAllText(Path.Combine(TestData.RepoRoot, "DeepRecipes.sln")).Replace('\\', '/');
        Assert.All(
            Projects("src", "tests", "examples", "benchmarks"),
            p => Assert.Contains('"' + Path.GetRelativePath(TestData.RepoRoot, p).Replace('\\', '/') + '"', solution, StringComparison.Ordinal));
    }

    [Fact]
    public void TheProbeAsksForEveryPackageThatPackageModeTakes()
    {
        string eng = Path.Combine(TestData.RepoRoot, "eng");
        static string Packages(string file) =>
            string.Join('\n', XDocument.Load(file).Descendants("PackageReference").SelectMany(r => r.Attribute("Include")!.Value.Split(';')).Order(StringComparer.Ordinal));
        Assert.Equal(Packages(Path.Combine(eng, "MLNet.targets")), Packages(Path.Combine(eng, "MLNet.Probe", "MLNet.Probe.csproj")));
    }

    private static IEnumerable<string> Projects(params string[] folders) => Files("*.csproj", folders);

    private static IEnumerable<(string File, string Text)> Sources(params string[] folders) => Files("*.cs", folders).Select(f => (f, File.ReadAllText(f)));

    private static IEnumerable<string> Files(string pattern, string[] folders) =>
        from folder in folders
        let path = Path.Combine(TestData.RepoRoot, folder)
        where Directory.Exists(path)
        from file in Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories)
        where !Path.GetRelativePath(path, file).Split(Path.DirectorySeparatorChar).Any(p => p is "bin" or "obj")
        select file;

    private static string Room(string project)
    {
        string[] parts = Path.GetRelativePath(TestData.RepoRoot, project).Split(Path.DirectorySeparatorChar);
        return parts[0] == "src" ? parts[1] : string.Join('/', parts[..^1]);
    }

    private static bool IsEmbedded(string file) => Path.GetRelativePath(TestData.RepoRoot, file).Replace('\\', '/') is var f
        && (f.StartsWith("src/Embedded/", StringComparison.Ordinal) || f.StartsWith("tests/Embedded.Tests/", StringComparison.Ordinal));

    [GeneratedRegex(@"<PackageReference\s+Include=""Microsoft\.ML")]
    private static partial Regex PackageOfMLNet();

    [GeneratedRegex(@"^\s*(global )?using (static )?Microsoft\.ML\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex UsingMLNet();

    [GeneratedRegex(@"^\s*#\s*(if|elif)\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Conditional();
}
