namespace DeepRecipes.Augmentation;

/// <summary>What stands where there is no picture: a level in all colours, opaque, and a class in the mask.</summary>
internal readonly record struct Filling(byte OfImage, byte OfMask)
{
    /// <summary>Of options that are checked to be from 0 to 255.</summary>
    public static Filling Of(int image, int mask) => new((byte)image, (byte)mask);

    /// <summary>The values of a pixel's channels; a fourth is alpha.</summary>
    public Span<byte> Image(Span<byte> channels)
    {
        channels.Fill(OfImage);
        channels[3] = 255;
        return channels;
    }
}
