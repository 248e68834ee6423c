using System.Numerics;

namespace DeepRecipes.Kernels;

/// <summary>
/// The affine map <c>byte * Scale + Offset</c> of up to four channels, in the order of the <em>output's</em> channels. It is computed as a multiplication, then an addition, each
/// rounded to float (no fused step), which is what numpy's <c>x * scale + offset</c> gives to the last bit, on every machine.
/// </summary>
/// <param name="Scale0">Factor of the first output channel.</param>
/// <param name="Scale1">Factor of the second.</param>
/// <param name="Scale2">Factor of the third.</param>
/// <param name="Offset0">Added to the first output channel after scaling.</param>
/// <param name="Offset1">Added to the second.</param>
/// <param name="Offset2">Added to the third.</param>
public readonly record struct ChannelNormalization(float Scale0, float Scale1, float Scale2, float Offset0, float Offset1, float Offset2)
{
    /// <summary>0..255 to 0..1.</summary>
    public static ChannelNormalization UnitInterval => Uniform(1f / 255f, 0f);

    /// <summary>0..255 to -1..1: <c>x / 127.5 - 1</c>.</summary>
    public static ChannelNormalization SignedUnit => Uniform(1f / 127.5f, -1f);

    /// <summary>ImageNet's statistics for RGB in 0..1 (mean .485 .456 .406, deviation .229 .224 .225), taken from bytes. The output's order must be RGB.</summary>
    public static ChannelNormalization ImageNet => FromMeanDeviation(0.485, 0.456, 0.406, 0.229, 0.224, 0.225);

    /// <summary>The values as they are, 0..255.</summary>
    public static ChannelNormalization None => Uniform(1f, 0f);

    /// <summary>The same scale and offset for every channel.</summary>
    /// <param name="scale">Finite factor.</param>
    /// <param name="offset">Finite addend.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public static ChannelNormalization Uniform(float scale, float offset)
    {
        Ensure.Finite(scale);
        Ensure.Finite(offset);
        return new ChannelNormalization(scale, scale, scale, offset, offset, offset);
    }

    /// <summary><c>(x - center) / divisor</c> for every channel, as in <c>(x - 127) / 128</c>.</summary>
    /// <param name="center">What becomes 0, in 0..255 units; finite.</param>
    /// <param name="divisor">Greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static ChannelNormalization Centered(double center, double divisor)
    {
        Ensure.Finite(center);
        Ensure.Positive(divisor);
        return Uniform((float)(1 / divisor), (float)(-center / divisor));
    }

    /// <summary><c>(x / maxValue - mean) / deviation</c> of three channels in the output's order.</summary>
    /// <param name="mean0">Mean of the first output channel, in units where <paramref name="maxValue"/> is 1.</param>
    /// <param name="mean1">Mean of the second.</param>
    /// <param name="mean2">Mean of the third.</param>
    /// <param name="deviation0">Standard deviation of the first; greater than 0.</param>
    /// <param name="deviation1">Standard deviation of the second; greater than 0.</param>
    /// <param name="deviation2">Standard deviation of the third; greater than 0.</param>
    /// <param name="maxValue">The byte value that counts as 1; greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static ChannelNormalization FromMeanDeviation(
        double mean0, double mean1, double mean2, double deviation0, double deviation1, double deviation2, double maxValue = 255)
    {
        Ensure.Finite(mean0);
        Ensure.Finite(mean1);
        Ensure.Finite(mean2);
        Ensure.Positive(deviation0);
        Ensure.Positive(deviation1);
        Ensure.Positive(deviation2);
        Ensure.Positive(maxValue);
        return new ChannelNormalization(
            (float)(1 / (maxValue * deviation0)), (float)(1 / (maxValue * deviation1)), (float)(1 / (maxValue * deviation2)),
            (float)(-mean0 / deviation0), (float)(-mean1 / deviation1), (float)(-mean2 / deviation2));
    }

    /// <summary>Whether every byte becomes a whole number that an integer holds: what networks with such inputs need. <see cref="None"/> suits them all but <see cref="sbyte"/>, whose is <c>Uniform(1, -128)</c>.</summary>
    /// <typeparam name="T">The integer.</typeparam>
    public bool IsWhole<T>()
        where T : IBinaryInteger<T>, IMinMaxValue<T>
    {
        double least = double.CreateChecked(T.MinValue), most = double.CreateChecked(T.MaxValue);
        return Fits(Scale0, Offset0) && Fits(Scale1, Offset1) && Fits(Scale2, Offset2);

        bool Fits(double scale, double offset) =>
            double.IsInteger(scale) && double.IsInteger(offset) && offset >= least && offset <= most && (255 * scale) + offset >= least && (255 * scale) + offset <= most;
    }
}
