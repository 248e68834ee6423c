namespace DeepRecipes.Cli;

/// <summary>Where results go, which must not be where they come from.</summary>
internal static class OutputFolder
{
    /// <summary>Refuses to write to a folder or file that is read.</summary>
    public static void RequireApart(string option, string written, string read)
    {
        if (FullName(written) == FullName(read))
            throw new ArgumentException($"{option} would write over '{read}', which is read. Name another folder.");
    }

    /// <summary>The full name, links followed.</summary>
    private static string FullName(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return Directory.Exists(full) && new DirectoryInfo(full).ResolveLinkTarget(returnFinalTarget: true) is { } target ? Path.TrimEndingDirectorySeparator(target.FullName) : full;
    }
}
