using System.Reflection;
using System.Text.RegularExpressions;
using DeepRecipes.Contracts;

namespace DeepRecipes.Readme.Tests;

/// <summary>
/// What README.md and the docs show is true. Code blocks marked <c>csharp</c> stand line by line in compiled files: those of the README in Snippets/ (which
/// are run here) or examples/, those of the docs there or anywhere in the sources. Commands and links lead to what exists.
/// </summary>
public partial class DocumentationTests
{
    private static readonly Lazy<Dictionary<string, string[]>> Sources = new(() => new[] { "src", "tests", "examples", "benchmarks" }
        .Select(folder => Path.Combine(TestData.RepoRoot, folder)).Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(TestData.RepoRoot, file).Replace('\\', '/'))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
        .ToDictionary(file => file, file => File.ReadAllLines(Path.Combine(TestData.RepoRoot, file)), StringComparer.Ordinal));

    public static TheoryData<string> Documents => new(MarkdownFile.Paths);

    public static TheoryData<string> Snippets => new(SnippetTypes().Select(type => type.Name));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Code_stands_in_compiled_files(string document)
    {
        foreach (CodeBlock block in new MarkdownFile(document).Blocks().Where(block => block.Language == "csharp"))
        {
            bool isFound = Sources.Value.Any(source => (document != "README.md" || IsRun(source.Key)) && CodeLines.Holds(source.Value, block.Lines));
            Assert.True(isFound, $"{document}:{block.Line}: this code stands in no {(document == "README.md" ? "file of tests/Readme.Tests/Snippets or examples" : "source file")}, line by line. "
                + "Copy it from one; a line '// ...' stands for lines left out.\n" + string.Join('\n', block.Lines));
        }
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public async Task A_snippet_runs(string name)
    {
        MethodInfo run = SnippetTypes().Single(type => type.Name == name).GetMethod("Run", BindingFlags.Public | BindingFlags.Static)!;
        if (run.Invoke(null, null) is Task task)
            await task;
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Commands_name_projects_that_exist(string document)
    {
        foreach (CodeBlock block in new MarkdownFile(document).Blocks().Where(block => block.Language is "sh" or "bash" or "console" or "shell" or "text"))
        {
            foreach (Match match in block.Lines.SelectMany(line => Command().Matches(line)))
            {
                string path = Path.Combine(TestData.RepoRoot, match.Groups["path"].Value);
                Assert.True(File.Exists(path) || Directory.Exists(path), $"{document}:{block.Line}: '{match.Value}' names {match.Groups["path"].Value}, which does not exist.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_lead_to_files_that_exist(string document)
    {
        string folder = Path.GetDirectoryName(Path.Combine(TestData.RepoRoot, document))!;
        foreach ((int line, string target) in new MarkdownFile(document).LocalLinks())
            Assert.True(Path.Exists(Path.Combine(folder, target)), $"{document}:{line}: {target} does not exist.");
    }

    // A reader sees about this much before scrolling.
    [Fact]
    public void The_first_screen_of_the_README_says_how_to_run_and_how_to_test()
    {
        const string run = "dotnet run --project examples/Quickstart";
        IEnumerable<string> screen = new MarkdownFile("README.md").Lines.Take(60);
        Assert.Contains(screen, line => line.Trim().StartsWith(run, StringComparison.Ordinal));
        Assert.Contains(screen, line => TestCommand().IsMatch(line.Trim()));
        Assert.True(Directory.Exists(Path.Combine(TestData.RepoRoot, "examples", "Quickstart")), "examples/Quickstart does not exist.");
    }

    private static bool IsRun(string source) => source.StartsWith("tests/Readme.Tests/Snippets/", StringComparison.Ordinal) || source.StartsWith("examples/", StringComparison.Ordinal);

    private static IEnumerable<Type> SnippetTypes() => typeof(DocumentationTests).Assembly.GetTypes()
        .Where(type => type.Namespace == "DeepRecipes.Readme.Tests.Snippets" && type.GetMethod("Run", BindingFlags.Public | BindingFlags.Static) is not null);

    [GeneratedRegex(@"dotnet (run --project|test|build|pack) +(?<path>[A-Za-z][\w./-]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();

    [GeneratedRegex(@"^dotnet test(\s|$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TestCommand();
}
