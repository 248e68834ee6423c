using System.Collections.Immutable;

namespace DeepRecipes.Transforms;

/// <summary>How a session is made. Two steps with the same model and settings share one.</summary>
/// <param name="Device">Where it runs.</param>
/// <param name="Providers">The providers to try, in their order; empty for all there are.</param>
/// <param name="DeviceId">Which GPU.</param>
/// <param name="MemoryLimit">Bytes of the GPU's memory it may take; 0 for any.</param>
/// <param name="Threads">Threads of one run.</param>
internal sealed record OnnxSessionSettings(DevicePolicy Device, ImmutableArray<GpuProvider> Providers, int DeviceId, long MemoryLimit, int Threads)
{
    /// <summary>The settings of a step. What is said of a GPU makes no other session on the processor.</summary>
    public static OnnxSessionSettings Of(OnnxScore step, int threads) =>
        step.Device == DevicePolicy.CpuOnly ? new(step.Device, [], 0, 0, threads) : new(step.Device, step.Providers, step.DeviceId, step.DeviceMemoryLimit, threads);

    public bool Equals(OnnxSessionSettings? other) =>
        other is not null && (Device, DeviceId, MemoryLimit, Threads) == (other.Device, other.DeviceId, other.MemoryLimit, other.Threads) && Providers.SequenceEqual(other.Providers);

    public override int GetHashCode() => HashCode.Combine(Device, DeviceId, MemoryLimit, Threads, Providers.Length);
}
