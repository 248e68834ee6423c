using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Finds the codec library among the app's own files, loads it once and sets it up for use by many threads on untrusted files.</summary>
internal static unsafe class VipsLibrary
{
    // Warnings (16), messages (32), info (64) and debug (128) of libvips; its criticals still reach stderr.
    private const int QuietLevels = 16 | 32 | 64 | 128;

    private static readonly Lazy<bool> s_ready = new(Initialize);

    /// <summary>Loads the library when that has not happened yet.</summary>
    /// <exception cref="DllNotFoundException">The library is not beside the app.</exception>
    public static void EnsureReady() => _ = s_ready.Value;

    private static bool Initialize()
    {
        var handle = Load();
        NativeLibrary.SetDllImportResolver(typeof(VipsLibrary).Assembly, (name, _, _) => name == Vips.Library ? handle : 0);
        if (Vips.Init("DeepRecipes") != 0)
            throw new InvalidOperationException("The image codec library libvips could not be initialised.");

        // Operations hold on to their inputs while they are cached, and our inputs move. Callers bring the parallelism.
        Vips.CacheSetMax(0);
        Vips.ConcurrencySet(1);
        Vips.OperationBlockSet("VipsForeignLoad", 1);
        Vips.OperationBlockSet("VipsForeignLoadJpeg", 0);
        Vips.OperationBlockSet("VipsForeignLoadPng", 0);
        Vips.OperationBlockSet("VipsForeignLoadWebp", 0);
        _ = Vips.LogSetHandler("VIPS", QuietLevels, &IgnoreMessage, 0);
        return true;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void IgnoreMessage(byte* domain, int level, byte* message, nint userData)
    {
    }

    // By full path only: a libvips of the system's would be another version with other formats.
    private static nint Load()
    {
        var name = OperatingSystem.IsWindows() ? "libvips.dll" : OperatingSystem.IsMacOS() ? "libvips.dylib" : "libvips.so";
        var folders = Folders().Where(f => !string.IsNullOrEmpty(f)).Select(Path.TrimEndingDirectorySeparator).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var file in folders.Select(f => Path.Combine(f, name)).Where(File.Exists))
        {
            if (NativeLibrary.TryLoad(file, out var handle))
                return handle;
        }

        throw new DllNotFoundException(
            $"The image codec library {name} (libvips) was not found, or is not for {RuntimeInformation.RuntimeIdentifier}. Looked in: {string.Join(", ", folders)}. " +
            "Building the project fetches it and copies it beside the app; an app that was moved needs it there too.");
    }

    private static string[] Folders() =>
    [
        AppContext.BaseDirectory,
        Path.GetDirectoryName(typeof(VipsLibrary).Assembly.Location),
        .. (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string)?.Split(Path.PathSeparator) ?? [],
    ];
}
