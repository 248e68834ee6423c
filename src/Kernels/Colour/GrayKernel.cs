using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>Colour to grey, <c>0.299 R + 0.587 G + 0.114 B</c> in OpenCV's 15-bit fixed point, to the bit.</summary>
public static class GrayKernel
{
    /// <summary>One grey byte a pixel.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">3 or 4 channels.</param>
    /// <param name="order">Which channel is red.</param>
    /// <param name="destination">At least width x height bytes; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not a proper one or has fewer than 3 channels.</exception>
    public static void ToGray(ReadOnlySpan<byte> source, ImageShape shape, ChannelOrder order, Span<byte> destination)
    {
        Ensure.Colour(shape);
        Ensure.Length(source.Length, shape.Length, nameof(source));
        Ensure.Room(destination.Length, shape.Width * shape.Height, nameof(destination));
        Ensure.Apart<byte>(source, destination);
        PixelDriver.RunToByte(source, shape.Channels, destination, new Luma(order));
    }

    /// <summary>Grey in every channel, the layout kept; a fourth channel (alpha) stays as it is.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">3 or 4 channels.</param>
    /// <param name="order">Which channel is red.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not a proper one or has fewer than 3 channels.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, ChannelOrder order, Span<byte> destination)
    {
        Ensure.ColourInPlace(source, shape, destination);
        PixelDriver.Run(source, shape.Channels, destination, new Spread(new Luma(order)));
    }

    internal readonly struct Luma(ChannelOrder order) : IPixelOperator
    {
        private readonly int _red = order == ChannelOrder.Rgb ? 9798 : 3735;
        private readonly int _blue = order == ChannelOrder.Rgb ? 3735 : 9798;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<uint> Invoke(Vector512<uint> p)
        {
            Vector512<uint> low = Vector512.Create(0xFFu);
            Vector512<int> sum = ((p & low).AsInt32() * _red) + (((p >>> 8) & low).AsInt32() * 19235) + (((p >>> 16) & low).AsInt32() * _blue);
            return ((sum + Vector512.Create(1 << 14)) >>> 15).AsUInt32();
        }
    }

    private readonly struct Spread(Luma luma) : IPixelOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<uint> Invoke(Vector512<uint> p)
        {
            Vector512<uint> grey = luma.Invoke(p);
            return grey | (grey << 8) | (grey << 16);
        }
    }
}
