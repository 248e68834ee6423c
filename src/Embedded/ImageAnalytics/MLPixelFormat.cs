namespace Microsoft.ML.Data;

/// <summary>The order of the four bytes of a pixel.</summary>
public enum MLPixelFormat
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Blue, green, red, alpha; eight bits each.</summary>
    Bgra32 = 1,

    /// <summary>Red, green, blue, alpha; eight bits each.</summary>
    Rgba32 = 2,
}
