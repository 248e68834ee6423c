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

    /// <summary>Y alone, one byte a pixel.</summary>
    internal static void Luma(ReadOnlySpan<byte> source, int channels, ChannelOrder order, Span<byte> luma) =>
        PixelDriver.RunToByte(source, channels, luma, new Lightness(order));

    /// <summary>To Y, Cr, Cb, another Y in its place, and back, at once.</summary>
    internal static void Relight(ReadOnlySpan<byte> source, int channels, ChannelOrder order, ReadOnlySpan<byte> luma, Span<byte> destination) =>
        PixelDriver.Run(source, channels, luma, destination, new Relighting(order));

    private readonly struct Forward(ChannelOrder order) : IPixelOperator
    {
        private readonly Chroma _chroma = new(order);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<uint> Invoke(Vector512<uint> p)
        {
            Vector512<int> y = _chroma.Luma(p), both = _chroma.From(p, y).AsInt32();
            return (y | ((both << 8) & Vector512.Create(0xFF00)) | (both & Vector512.Create(0xFF0000))).AsUInt32();
        }
    }

    private readonly struct Lightness(ChannelOrder order) : IPixelOperator
    {
        private readonly Chroma _chroma = new(order);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<uint> Invoke(Vector512<uint> p) => _chroma.Luma(p).AsUInt32();
    }

    private readonly struct Back(ChannelOrder order) : IPixelOperator
    {
        private readonly Chroma _chroma = new(order);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<uint> Invoke(Vector512<uint> p) => _chroma.To(
            (p & Vector512.Create(0xFFu)).AsInt32(), (((p >>> 8) & Vector512.Create(0xFFu)) | (p & Vector512.Create(0xFF0000u))).AsInt16());
    }

    private readonly struct Relighting(ChannelOrder order) : IPixelPlaneOperator
    {
        private readonly Chroma _chroma = new(order);

        public static bool HasPlane => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<uint> Invoke(Vector512<uint> p, Vector512<uint> luma) => _chroma.To(luma.AsInt32(), _chroma.From(p, _chroma.Luma(p)));
    }

    // First and third channel, and the two chromas, stand in the halves of a 32-bit lane: one instruction multiplies both and adds. All weights fit in 16 bits.
    private readonly struct Chroma(ChannelOrder order)
    {
        private readonly Vector512<short> _luma = Pair(order, 4899, 1868), _red = Pair(order, 11682, 0), _blue = Pair(order, 0, 9241);
        private readonly Vector512<short> _first = Pair(ChannelOrder.Rgb, order == ChannelOrder.Rgb ? 22987 : 0, order == ChannelOrder.Rgb ? 0 : 29049);
        private readonly Vector512<short> _third = Pair(ChannelOrder.Rgb, order == ChannelOrder.Rgb ? 0 : 22987, order == ChannelOrder.Rgb ? 29049 : 0);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<int> Luma(Vector512<uint> p)
        {
            // Green beside a 1, whose weight is the rounding's half.
            Vector512<short> green = (((p >>> 8) & Vector512.Create(0xFFu)) | Vector512.Create(0x10000u)).AsInt16();
            return (MultiplyAdd.Adjacent(Outer(p), _luma) + MultiplyAdd.Adjacent(green, Pair(ChannelOrder.Rgb, 9617, Half))) >> Shift;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<short> From(Vector512<uint> p, Vector512<int> y)
        {
            Vector512<short> above = Outer(p) - Twice(y);
            Vector512<int> middle = Vector512.Create(Middle + Half);
            return Clamp(Both(MultiplyAdd.Adjacent(above, _red) + middle, MultiplyAdd.Adjacent(above, _blue) + middle));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<uint> To(Vector512<int> y, Vector512<short> chroma)
        {
            Vector512<short> c = chroma - Vector512.Create((short)128);
            Vector512<int> half = Vector512.Create(Half);
            Vector512<int> outer = Clamp(Both(MultiplyAdd.Adjacent(c, _first) + half, MultiplyAdd.Adjacent(c, _third) + half) + Twice(y)).AsInt32();
            Vector512<int> green = ((MultiplyAdd.Adjacent(c, Pair(ChannelOrder.Rgb, -11698, -5636)) + half) >> Shift) + y;
            return (outer | (Vector512.Min(Vector512.Max(green, Vector512<int>.Zero), Vector512.Create(255)) << 8)).AsUInt32();
        }

        private static Vector512<short> Outer(Vector512<uint> p) => (p & Vector512.Create(0x00FF00FFu)).AsInt16();

        private static Vector512<short> Twice(Vector512<int> y) => (y | (y << 16)).AsInt16();

        // Both without their fractions, the second in the upper halves.
        private static Vector512<short> Both(Vector512<int> lower, Vector512<int> upper) =>
            Vector512.ConditionalSelect(Vector512.Create(0xFFFF), lower >> Shift, upper << (16 - Shift)).AsInt16();

        private static Vector512<short> Clamp(Vector512<short> v) => Vector512.Min(Vector512.Max(v, Vector512<short>.Zero), Vector512.Create((short)255));

        // The first of the two for the lower halves, or for the upper where red stands there.
        private static Vector512<short> Pair(ChannelOrder order, int ofRed, int ofBlue) =>
            Vector512.Create(order == ChannelOrder.Rgb ? (ofRed & 0xFFFF) | (ofBlue << 16) : (ofBlue & 0xFFFF) | (ofRed << 16)).AsInt16();
    }
}
