using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Gpu.Tests;

/// <summary>
/// A GPU that every machine has: ONNX Runtime's library with its WebGPU provider, and beside it, where that looks for Vulkan first, a driver that computes on the processor (SwiftShader).
/// </summary>
internal static class SoftwareGpu
{
    private const string Driver = "libvk_swiftshader.so";

    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "webgpu");

    /// <summary>Why there is none; null where there is one.</summary>
    public static string? Missing =>
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64 ? null : "The GPU made of software is there on Linux on x64 only.";

    /// <summary>Makes ONNX Runtime use it. It must come before anything else of ONNX Runtime.</summary>
    public static void Use()
    {
        if (Missing is not null)
            return;
        var vulkan = Path.Combine(s_folder, "libvulkan.so.1");
        if (!File.Exists(vulkan))
            Unpack(vulkan);
        OrtEnv.DisableDllImportResolver = true;
        var library = NativeLibrary.Load(Path.Combine(s_folder, "libonnxruntime.so"));
        NativeLibrary.SetDllImportResolver(typeof(OrtEnv).Assembly, (_, _, _) => library);
    }

    private static void Unpack(string vulkan)
    {
        using var packed = new BrotliStream(File.OpenRead(Path.Combine(s_folder, "swiftshader.tar.br")), CompressionMode.Decompress);
        using var archive = new TarReader(packed);
        while (archive.GetNextEntry() is { } entry)
        {
            if (Path.GetFileName(entry.Name) != Driver)
                continue;
            var whole = $"{vulkan}.{Environment.ProcessId}";
            entry.ExtractToFile(whole, overwrite: true);
            File.Move(whole, vulkan, overwrite: true);
            return;
        }
        throw new FileNotFoundException($"swiftshader.tar.br holds no {Driver}.");
    }
}

/// <summary>A test that needs it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GpuFactAttribute : FactAttribute
{
    public GpuFactAttribute() => Skip = SoftwareGpu.Missing!;
}
