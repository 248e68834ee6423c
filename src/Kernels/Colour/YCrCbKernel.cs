using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>Colour to luma and two chromas and back, OpenCV's <c>COLOR_RGB2YCrCb</c> in 14-bit fixed point, to the bit. The order is Y, Cr, Cb.</summary>
public static class YCrCbKernel
{
    private const int Shift = 14, Half = 1 << (Shift - 1), Middle = 128 << Shift;

    /// <summary>Colour to Y, Cr, Cb; a fourth channel (alpha) stays as it is.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">3 or 4 channels.</param>
    /// <param name="order">Which channel is red.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not a proper one or has fewer than 3 channels.</exception>
    public static void FromColour(ReadOnlySpan<byte> source, ImageShape shape, ChannelOrder order, Span<byte> destination)
    {
        Ensure.ColourInPlace(source, shape, destination);
        PixelDriver.Run(source, shape.Channels, destination, new Forward(order));
    }

    /// <summary>Y, Cr, Cb to colour; a fourth channel (alpha) stays as it is.</summary>
    /// <inheritdoc cref="FromColour"/>
    public static void ToColour(ReadOnlySpan<byte> source, ImageShape shape, ChannelOrder order, Span<byte> destination)
    {
        Ensure.ColourInPlace(source, shape, destination);
        PixelDriver.Run(source, shape.Channels, destination, new Back(order));
    }

    internal readonly struct Forward(ChannelOrder order) : IPixelOperator
    {
        private readonly int _red = order == ChannelOrder.Rgb ? 0 : 16;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<uint> Invoke(Vector512<uint> p)
        {
            Vector512<uint> low = Vector512.Create(0xFFu);
            Vector512<int> r = ((p >>> _red) & low).AsInt32(), g = ((p >>> 8) & low).AsInt32(), b = ((p >>> (16 - _red)) & low).AsInt32();
            Vector512<int> y = ((r * 4899) + (g * 9617) + (b * 1868) + Vector512.Create(Half)) >> Shift;
            Vector512<int> cr = Clamp((((r - y) * 11682) + Vector512.Create(Middle + Half)) >> Shift);
            Vector512<int> cb = Clamp((((b - y) * 9241) + Vector512.Create(Middle + Half)) >> Shift);
            return (y | (cr << 8) | (cb << 16)).AsUInt32();
        }
    }

    internal readonly struct Back(ChannelOrder order) : IPixelOperator
    {
        private readonly int _red = order == ChannelOrder.Rgb ? 0 : 16;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<uint> Invoke(Vector512<uint> p)
        {
            Vector512<uint> low = Vector512.Create(0xFFu);
            Vector512<int> half = Vector512.Create(Half), zero = Vector512.Create(128);
            Vector512<int> y = (p & low).AsInt32(), cr = ((p >>> 8) & low).AsInt32() - zero, cb = ((p >>> 16) & low).AsInt32() - zero;
            Vector512<int> r = Clamp(y + (((cr * 22987) + half) >> Shift));
            Vector512<int> g = Clamp(y + (((cb * -5636) + (cr * -11698) + half) >> Shift));
            Vector512<int> b = Clamp(y + (((cb * 29049) + half) >> Shift));
            return ((r << _red) | (g << 8) | (b << (16 - _red))).AsUInt32();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Clamp(Vector512<int> v) => Vector512.Min(Vector512.Max(v, Vector512<int>.Zero), Vector512.Create(255));
}
