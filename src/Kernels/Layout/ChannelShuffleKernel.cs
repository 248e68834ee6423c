using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>Exchanges colour channels; RGB to BGR is (2, 1, 0). A fourth channel (alpha) stays.</summary>
public static class ChannelShuffleKernel
{
    /// <summary>Output channel i becomes input channel <paramref name="first"/>, <paramref name="second"/>, <paramref name="third"/>; one may be taken twice.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">3 or 4 channels.</param>
    /// <param name="first">0 to 2.</param>
    /// <param name="second">0 to 2.</param>
    /// <param name="third">0 to 2.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape or an index is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, int first, int second, int third, Span<byte> destination)
    {
        Ensure.ColourInPlace(source, shape, destination);
        Ensure.InRange(first, 0, 2);
        Ensure.InRange(second, 0, 2);
        Ensure.InRange(third, 0, 2);
        PixelDriver.Run(source, shape.Channels, destination, new Shuffle(8 * first, 8 * second, 8 * third));
    }

    private readonly struct Shuffle(int first, int second, int third) : IPixelOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<uint> Invoke(Vector512<uint> p)
        {
            Vector512<uint> low = Vector512.Create(0xFFu);
            return ((p >>> first) & low) | (((p >>> second) & low) << 8) | (((p >>> third) & low) << 16);
        }
    }
}
