using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>How a session is put on a GPU by one provider.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="NameInLibrary">What the native library calls it.</param>
/// <param name="Package">The package whose native library has it.</param>
/// <param name="Append">Asks for it.</param>
internal sealed record GpuSetup(GpuProvider Provider, string NameInLibrary, string Package, Action<SessionOptions, OnnxSessionSettings> Append)
{
    // Its sessions share one queue of commands, which one of them closes while another one writes.
    private static readonly Lock s_webGpu = new();

    private static readonly ImmutableArray<GpuSetup> s_all =
    [
        new(GpuProvider.Cuda, "CUDAExecutionProvider", "Microsoft.ML.OnnxRuntime.Gpu", AppendCuda) { HasMemoryLimit = true },
        new(GpuProvider.TensorRT, "TensorrtExecutionProvider", "Microsoft.ML.OnnxRuntime.Gpu", AppendTensorRT) { HasMemoryLimit = true, MustBeNamed = true },
        new(GpuProvider.DirectML, "DmlExecutionProvider", "Microsoft.ML.OnnxRuntime.DirectML", AppendDirectML) { OneAtATime = static () => new() },
        new(GpuProvider.CoreML, "CoreMLExecutionProvider", "Microsoft.ML.OnnxRuntime", (options, _) => options.AppendExecutionProvider("CoreML", new(StringComparer.Ordinal) { ["MLComputeUnits"] = "ALL" })) { HasDeviceIds = false },
        new(GpuProvider.OpenVINO, "OpenVINOExecutionProvider", "Intel.ML.OnnxRuntime.OpenVino", (options, settings) => options.AppendExecutionProvider_OpenVINO($"GPU.{settings.DeviceId}")),
        new(GpuProvider.WebGpu, "WebGpuExecutionProvider", "a native library that was built with WebGPU (npm's onnxruntime-node has one)", (options, _) => options.AppendExecutionProvider("WebGPU")) { HasDeviceIds = false, OneAtATime = static () => s_webGpu, MustBeNamed = true },
    ];

    /// <summary>Whether its memory can be limited.</summary>
    public bool HasMemoryLimit { get; private init; }

    /// <summary>Whether it can be told which GPU.</summary>
    public bool HasDeviceIds { get; private init; } = true;

    /// <summary>What a session of it holds while it uses the GPU, where it cannot do so twice at once; else null.</summary>
    public Func<Lock>? OneAtATime { get; private init; }

    /// <summary>Whether it is only used where it is named.</summary>
    public bool MustBeNamed { get; private init; }

    /// <summary>The providers to try, in their order: those named, or else all that the native library offers.</summary>
    public static IEnumerable<GpuSetup> Wanted(OnnxSessionSettings settings, IReadOnlyCollection<string> offered) =>
        settings.Providers.IsEmpty
            ? s_all.Where(setup => !setup.MustBeNamed && offered.Contains(setup.NameInLibrary, StringComparer.Ordinal))
            : settings.Providers.Select(provider => s_all.Single(setup => setup.Provider == provider));

    /// <summary>Why there is nothing to try.</summary>
    public static string NoneOffered(IReadOnlyCollection<string> offered) =>
        $"the native ONNX Runtime library in use has no GPU provider (it has {string.Join(", ", offered)}). Reference {string.Join(", or ", s_all.GroupBy(setup => setup.Package, StringComparer.Ordinal).Select(package => $"{package.Key} for {string.Join(" and ", package.Select(setup => setup.Provider))}"))}.";

    /// <summary>Why it need not even be tried; null when it is worth it.</summary>
    public string? WhyNot(OnnxSessionSettings settings, IReadOnlyCollection<string> offered)
    {
        if (!offered.Contains(NameInLibrary, StringComparer.Ordinal))
            return $"the native ONNX Runtime library in use was built without it (it has {string.Join(", ", offered)}); reference {Package}";
        if (settings.MemoryLimit > 0 && !HasMemoryLimit)
            return $"its memory cannot be limited, and {nameof(OnnxScore.DeviceMemoryLimit)} is {settings.MemoryLimit}";
        return settings.DeviceId > 0 && !HasDeviceIds ? $"it chooses the device itself, and {nameof(OnnxScore.DeviceId)} is {settings.DeviceId}" : null;
    }

    /// <summary>CUDA's options, by the names in ONNX Runtime's documentation of it.</summary>
    public static Dictionary<string, string> CudaOptions(OnnxSessionSettings settings) => WithLimit(settings, "gpu_mem_limit");

    /// <summary>TensorRT's options. What it lays out its engines in is limited; what it does not compute goes to CUDA, with CUDA's limit.</summary>
    public static Dictionary<string, string> TensorRTOptions(OnnxSessionSettings settings) => WithLimit(settings, "trt_max_workspace_size");

    private static Dictionary<string, string> WithLimit(OnnxSessionSettings settings, string limit)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal) { ["device_id"] = $"{settings.DeviceId}" };
        if (settings.MemoryLimit > 0)
            options[limit] = $"{settings.MemoryLimit}";
        return options;
    }

    private static void AppendCuda(SessionOptions options, OnnxSessionSettings settings)
    {
        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(CudaOptions(settings));
        options.AppendExecutionProvider_CUDA(cuda);
    }

    private static void AppendTensorRT(SessionOptions options, OnnxSessionSettings settings)
    {
        using var engine = new OrtTensorRTProviderOptions();
        engine.UpdateOptions(TensorRTOptions(settings));
        options.AppendExecutionProvider_Tensorrt(engine);
        AppendCuda(options, settings);
    }

    // DirectML's documentation asks for these two.
    private static void AppendDirectML(SessionOptions options, OnnxSessionSettings settings)
    {
        options.EnableMemoryPattern = false;
        options.ExecutionMode = ExecutionMode.ORT_SEQUENTIAL;
        options.AppendExecutionProvider_DML(settings.DeviceId);
    }
}
