namespace DeepRecipes.Kernels;

/// <summary>The shape of a tightly packed image whose samples are interleaved: row by row, pixel by pixel, channel by channel (HWC).</summary>
/// <param name="Width">Pixels in a row; at least 1.</param>
/// <param name="Height">Rows; at least 1.</param>
/// <param name="Channels">Samples in a pixel, 1 to 4 (grey, -, RGB, RGBA or BGRA).</param>
public readonly record struct ImageShape(int Width, int Height, int Channels)
{
    /// <summary>Samples in the whole image.</summary>
    public int Length => checked(Width * Height * Channels);

    /// <summary>Samples in one row.</summary>
    public int Stride => checked(Width * Channels);
}
