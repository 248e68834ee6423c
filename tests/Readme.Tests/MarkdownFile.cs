using System.Text.RegularExpressions;
using DeepRecipes.Contracts;

namespace DeepRecipes.Readme.Tests;

/// <summary>A fenced block of code in a Markdown file.</summary>
/// <param name="Language">The word after the fence.</param>
/// <param name="Line">The number of the fence's line, from 1.</param>
/// <param name="Lines">The lines between the fences, without the indentation they share.</param>
internal sealed record CodeBlock(string Language, int Line, IReadOnlyList<string> Lines);

/// <summary>A Markdown file of the repository: README.md, CONTRIBUTING.md, CHANGELOG.md or one under docs/.</summary>
internal sealed partial class MarkdownFile(string relativePath)
{
    private readonly string[] _lines = File.ReadAllLines(Path.Combine(TestData.RepoRoot, relativePath));

    public static IEnumerable<string> Paths { get; } =
    [
        .. new[] { "README.md", "CONTRIBUTING.md", "CHANGELOG.md" }.Where(file => File.Exists(Path.Combine(TestData.RepoRoot, file))),
        .. Directory.EnumerateFiles(Path.Combine(TestData.RepoRoot, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(TestData.RepoRoot, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    public IReadOnlyList<string> Lines => _lines;

    public IEnumerable<CodeBlock> Blocks()
    {
        for (int i = 0; i < _lines.Length; i++)
        {
            Match fence = Fence().Match(_lines[i]);
            if (!fence.Success)
                continue;
            int end = Array.FindIndex(_lines, i + 1, line => line.Trim() == fence.Groups["fence"].Value);
            if (end < 0)
                throw new FormatException($"{relativePath}:{i + 1}: the block is not closed.");
            yield return new CodeBlock(fence.Groups["language"].Value, i + 1, CodeLines.Unindent(_lines[(i + 1)..end]));
            i = end;
        }
    }

    /// <summary>The targets of links to files of the repository, without their anchors.</summary>
    public IEnumerable<(int Line, string Target)> LocalLinks()
    {
        bool isCode = false;
        for (int i = 0; i < _lines.Length; i++)
        {
            isCode ^= Fence().IsMatch(_lines[i]) || (isCode && _lines[i].Trim().StartsWith("```", StringComparison.Ordinal));
            if (isCode)
                continue;
            foreach (Match link in Link().Matches(_lines[i]))
            {
                string target = link.Groups["target"].Value.Split('#')[0];
                if (target.Length > 0 && !target.Contains(':', StringComparison.Ordinal))
                    yield return (i + 1, target);
            }
        }
    }

    [GeneratedRegex("^ *(?<fence>```+)(?<language>[a-zA-Z]+)\\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
