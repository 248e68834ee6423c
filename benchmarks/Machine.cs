using System.Runtime.Intrinsics;

namespace DeepRecipes.Benchmarks;

/// <summary>Where a table was measured, and where it goes.</summary>
internal static class Machine
{
    /// <summary>The processor's name and the width that was used.</summary>
    public static string Name()
    {
        string model = "unknown processor";
        if (File.Exists("/proc/cpuinfo"))
            model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? model;
        int bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        return $"{model} ({bits}-bit registers)";
    }

    /// <summary>Writes benchmarks/results/NAME.md, and the README's section between the marks of that name where it has one.</summary>
    public static void Publish(string root, string name, string title, string table)
    {
        string results = Path.Combine(root, "benchmarks", "results");
        Directory.CreateDirectory(results);
        File.WriteAllText(Path.Combine(results, name + ".md"), $"# {title}\n\nWritten by the benchmark program; losses included.\n\n{table}");
        string readme = Path.Combine(root, "README.md");
        (string begin, string end) = ($"<!-- benchmarks:{name} -->", $"<!-- /benchmarks:{name} -->");
        string text = File.Exists(readme) ? File.ReadAllText(readme) : "";
        (int from, int to) = (text.IndexOf(begin, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        if (from >= 0 && to > from)
            File.WriteAllText(readme, $"{text[..(from + begin.Length)]}\n{table}{text[to..]}");
    }
}
