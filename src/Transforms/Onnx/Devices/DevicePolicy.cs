namespace DeepRecipes.Transforms;

/// <summary>Where a network runs. There is no silent fallback: what was really used, and why, stands in <see cref="OnnxDiagnostics"/>, in the output columns' annotations and in the log.</summary>
public enum DevicePolicy
{
    /// <summary>On the processor.</summary>
    CpuOnly,

    /// <summary>On the GPU where the native library and the machine offer one, else on the processor, with a warning that says why.</summary>
    PreferGpu,

    /// <summary>On the GPU, or not at all.</summary>
    RequireGpu,
}
