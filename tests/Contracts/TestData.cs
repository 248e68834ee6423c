using System.Reflection;

namespace DeepRecipes.Contracts;

/// <summary>Files under tests/Data, found from the repository's root that the build wrote into this assembly.</summary>
public static class TestData
{
    /// <summary>The repository's root.</summary>
    public static string RepoRoot { get; } = typeof(TestData).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepoRoot").Value!;

    /// <summary>The full path of a file under tests/Data.</summary>
    public static string Path(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([RepoRoot, "tests", "Data", .. parts]);
}
