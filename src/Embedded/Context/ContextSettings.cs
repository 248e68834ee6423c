namespace Microsoft.ML;

/// <summary>The settings of a context that components read through their environment.</summary>
internal sealed class ContextSettings
{
    public Dictionary<string, object> Options { get; } = new(StringComparer.Ordinal);

    public string TempFilePath { get; set; } = Path.GetTempPath();

    public bool FallbackToCpu { get; set; }

    public int? GpuDeviceId { get; set; }
}
