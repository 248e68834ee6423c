namespace DeepRecipes.Transforms;

/// <summary>What makes a network run on a GPU; which of them there are is up to ONNX Runtime's native library, and so to the package an app references.</summary>
public enum GpuProvider
{
    /// <summary>NVIDIA's CUDA (package Microsoft.ML.OnnxRuntime.Gpu).</summary>
    Cuda,

    /// <summary>NVIDIA's TensorRT (the same package). It builds an engine for each model and shape, which may take minutes, and is only used where it is named.</summary>
    TensorRT,

    /// <summary>DirectML on Windows (package Microsoft.ML.OnnxRuntime.DirectML). It has no memory limit, and makes one run at a time.</summary>
    DirectML,

    /// <summary>CoreML on macOS (package Microsoft.ML.OnnxRuntime). It chooses the device itself and has no memory limit.</summary>
    CoreML,

    /// <summary>OpenVINO on Intel's GPUs (package Intel.ML.OnnxRuntime.OpenVino). It has no memory limit.</summary>
    OpenVINO,

    /// <summary>
    /// WebGPU on GPUs of any maker, over Vulkan, Direct3D 12 or Metal (a native library that was built with it). ONNX Runtime calls it experimental, and it takes a GPU that is made of
    /// software for one: it is only used where it is named. It chooses the device itself, has no memory limit, and makes one run at a time.
    /// </summary>
    WebGpu,
}
