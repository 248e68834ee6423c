using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;

namespace DeepRecipes.Benchmarks;

/// <summary>Where a table was measured, and where it goes.</summary>
internal static partial class Machine
{
    private const string Begin = "<!-- benchmarks:images -->", End = "<!-- /benchmarks:images -->";

    /// <summary>The processor's name and the width that was used.</summary>
    public static string Name()
    {
        string model = "unknown processor";
        if (File.Exists("/proc/cpuinfo"))
            model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? model;
        int bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        return $"{model} ({bits}-bit registers)";
    }

    /// <summary>Writes benchmarks/results/images.md, and the README's section between its two marks where it has one.</summary>
    public static void Publish(string root, string table)
    {
        string results = Path.Combine(root, "benchmarks", "results");
        Directory.CreateDirectory(results);
        File.WriteAllText(Path.Combine(results, "images.md"), "# Image kernels beside OpenCV\n\nWritten by the benchmark program; losses included.\n\n" + table);
        string readme = Path.Combine(root, "README.md");
        if (!File.Exists(readme))
            return;
        string text = File.ReadAllText(readme);
        File.WriteAllText(readme, Section().Replace(text, _ => $"{Begin}\n{table}{End}"));
    }

    [GeneratedRegex(Begin + ".*?" + End, RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Section();
}
