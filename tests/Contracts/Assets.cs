namespace DeepRecipes.Contracts;

/// <summary>Models, photos and digits that the build fetched through npm (eng/Natives.proj lists them).</summary>
public static class Assets
{
    /// <summary>
    /// The full path of a fetched file, for example <c>Assets.Path("fr_detect.onnx")</c>. The test project names the part that holds it:
    /// <c>&lt;NativePart Include="face-models" /&gt;</c>.
    /// </summary>
    /// <exception cref="FileNotFoundException">No fetched part holds the file.</exception>
    public static string Path(string file)
    {
        var root = System.IO.Path.Combine(TestData.RepoRoot, "artifacts", "assets");
        var found = Directory.Exists(root)
            ? Directory.EnumerateDirectories(root).Select(part => System.IO.Path.Combine(part, file)).FirstOrDefault(File.Exists)
            : null;
        return found ?? throw new FileNotFoundException(
            $"No part under {root} holds '{file}'. Name its part in the test project (<NativePart Include=\"...\" />, see eng/Natives.proj) and build.", file);
    }
}
