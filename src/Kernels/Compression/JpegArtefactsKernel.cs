using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>
/// What a JPEG of a quality leaves of a picture, without a file: everything that loses something (colour to luma and chroma, subsampling, cosine transform, quantisation) and its way back.
/// It gives the pixels that a baseline file of the Independent JPEG Group's library or libjpeg-turbo gives (accurate integer transform, default upsampling), which is what OpenCV's
/// <c>imencode</c> and <c>imdecode</c> do.
/// </summary>
public static class JpegArtefactsKernel
{
    /// <summary>Applies the losses of a JPEG.</summary>
    /// <param name="source">HWC bytes, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">1, 3 or 4 channels; a fourth (alpha) stays as it is.</param>
    /// <param name="order">Which channel is red.</param>
    /// <param name="quality">1 (worst) to 100, as libjpeg scales the standard's tables.</param>
    /// <param name="subsampling">How much of the colour is kept; a grey picture has none.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination is a shifted part of the source.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape, quality or subsampling is out of its range.</exception>
    public static void Apply(ReadOnlySpan<byte> source, ImageShape shape, ChannelOrder order, int quality, ChromaSubsampling subsampling, Span<byte> destination)
    {
        Ensure.InPlace(source, shape, destination);
        Ensure.NotTwoChannels(shape);
        Ensure.InRange(quality, 1, 100);
        Ensure.InRange((int)subsampling, 0, (int)ChromaSubsampling.Chroma444, nameof(subsampling));
        Span<int> steps = stackalloc int[128];
        JpegQuantization.Steps(quality, chroma: false, steps[..64]);
        JpegQuantization.Steps(quality, chroma: true, steps[64..]);
        if (shape.Channels == 1)
            Grey(source, shape, steps[..64], destination);
        else
            Colour(source, shape, order, subsampling == ChromaSubsampling.Chroma420, steps, destination);
    }

    private static void Grey(ReadOnlySpan<byte> source, ImageShape shape, ReadOnlySpan<int> steps, Span<byte> destination)
    {
        using var room = new Pooled<byte>(JpegPlane.Length(shape.Width, shape.Height));
        var plane = new JpegPlane(room.Span, shape.Width, shape.Height);
        for (var y = 0; y < shape.Height; y++)
            Widen(source.Slice(y * shape.Width, shape.Width), plane.Row(y));
        plane.Quantize(steps);
        for (var y = 0; y < shape.Height; y++)
            plane.Row(y)[..shape.Width].CopyTo(destination[(y * shape.Width)..]);
    }

    private static void Colour(ReadOnlySpan<byte> source, ImageShape shape, ChannelOrder order, bool halves, ReadOnlySpan<int> steps, Span<byte> destination)
    {
        var (width, height) = halves ? ((shape.Width + 1) / 2, (shape.Height + 1) / 2) : (shape.Width, shape.Height);
        var (lumaLength, chromaLength) = (JpegPlane.Length(shape.Width, shape.Height), JpegPlane.Length(width, height));
        using var room = new Pooled<byte>(lumaLength + (2 * chromaLength));
        var luma = new JpegPlane(room.Span, shape.Width, shape.Height);
        var blue = new JpegPlane(room.Span[lumaLength..], width, height);
        var red = new JpegPlane(room.Span[(lumaLength + chromaLength)..], width, height);
        Split(source, shape, order, halves, luma, blue, red);
        luma.Quantize(steps[..64]);
        blue.Quantize(steps[64..]);
        red.Quantize(steps[64..]);
        Merge(source, shape, order, halves, luma, blue, red, destination);
    }

    private static void Split(ReadOnlySpan<byte> source, ImageShape shape, ChannelOrder order, bool halves, in JpegPlane luma, in JpegPlane blue, in JpegPlane red)
    {
        // Two rows of chroma of full width, long enough for the last blocks of the halved planes.
        var length = halves ? 2 * blue.Stride : blue.Stride;
        using var room = new Pooled<byte>(shape.Stride + (3 * shape.Width) + (4 * length));
        var pixels = room.Span[..shape.Stride];
        var planes = room.Span.Slice(shape.Stride, 3 * shape.Width);
        var rows = room.Span[(shape.Stride + (3 * shape.Width))..];
        for (var y = 0; y < shape.Height; y++)
        {
            PixelDriver.Run(source.Slice(y * shape.Stride, shape.Stride), shape.Channels, pixels, new Forward(order));
            PixelPlanes.Split(pixels, shape.Channels, planes);
            Widen(planes[..shape.Width], luma.Row(y));
            var blueRow = halves ? rows.Slice((y & 1) * length, length) : blue.Row(y);
            var redRow = halves ? rows.Slice((2 + (y & 1)) * length, length) : red.Row(y);
            Widen(planes.Slice(shape.Width, shape.Width), blueRow);
            Widen(planes.Slice(2 * shape.Width, shape.Width), redRow);
            if (halves && ((y & 1) == 1 || y == shape.Height - 1))
            {
                JpegChroma.Halve(rows[..length], blueRow, blue.Row(y / 2));
                JpegChroma.Halve(rows.Slice(2 * length, length), redRow, red.Row(y / 2));
            }
        }
    }

    private static void Merge(
        ReadOnlySpan<byte> source, ImageShape shape, ChannelOrder order, bool halves, in JpegPlane luma, in JpegPlane blue, in JpegPlane red, Span<byte> destination)
    {
        var back = new Back(order);
        var length = luma.Stride + 2; // a doubled row of odd width is one longer
        using var room = new Pooled<byte>((2 * length) + (4 * luma.Stride) + 64);
        Span<byte> blueRow = room.Span[..length], redRow = room.Span.Slice(length, length), pixels = room.Span[(2 * length)..];
        for (var y = 0; y < shape.Height; y++)
        {
            if (halves)
            {
                JpegChroma.Double(blue, y, blueRow);
                JpegChroma.Double(red, y, redRow);
            }
            else
            {
                blueRow = blue.Row(y);
                redRow = red.Row(y);
            }
            ref byte l = ref luma.Row(y)[0], b = ref blueRow[0], r = ref redRow[0], p = ref pixels[0];
            for (var x = 0; x < luma.Stride; x += 16)
            {
                Vector512<int> ycc = ByteLanes.ToInt512(Vector128.LoadUnsafe(ref l, (nuint)x))
                    | (ByteLanes.ToInt512(Vector128.LoadUnsafe(ref b, (nuint)x)) << 8) | (ByteLanes.ToInt512(Vector128.LoadUnsafe(ref r, (nuint)x)) << 16);
                PixelLanes.Store16(back.Invoke(ycc.AsUInt32()), ref Unsafe.Add(ref p, x * shape.Channels), shape.Channels);
            }
            var row = pixels[..shape.Stride];
            if (shape.Channels == 4)
            {
                var before = source.Slice(y * shape.Stride, shape.Stride);
                for (var i = 3; i < row.Length; i += 4)
                    row[i] = before[i];
            }
            row.CopyTo(destination[(y * shape.Stride)..]);
        }
    }

    /// <summary>A row whose last sample goes on to the end.</summary>
    private static void Widen(ReadOnlySpan<byte> row, Span<byte> wide)
    {
        row.CopyTo(wide);
        wide[row.Length..].Fill(row[^1]);
    }

    /// <summary>Luma and two chromas of JFIF (ITU-R BT.601, all 256 levels) in 16-bit fixed point. The order is Y, Cb, Cr.</summary>
    private readonly struct Forward(ChannelOrder order) : IPixelOperator
    {
        private readonly int _red = order == ChannelOrder.Rgb ? 0 : 16;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<uint> Invoke(Vector512<uint> p)
        {
            Vector512<uint> low = Vector512.Create(0xFFu);
            Vector512<int> r = ((p >>> _red) & low).AsInt32(), g = ((p >>> 8) & low).AsInt32(), b = ((p >>> (16 - _red)) & low).AsInt32();
            // 255.5 must stay below 256: the chromas' half is one less.
            Vector512<int> middle = Vector512.Create((128 << 16) + 32767);
            Vector512<int> y = ((r * 19595) + (g * 38470) + (b * 7471) + Vector512.Create(32768)) >> 16;
            Vector512<int> cb = ((b * 32768) - (r * 11059) - (g * 21709) + middle) >> 16;
            Vector512<int> cr = ((r * 32768) - (g * 27439) - (b * 5329) + middle) >> 16;
            return (y | (cb << 8) | (cr << 16)).AsUInt32();
        }
    }

    private readonly struct Back(ChannelOrder order) : IPixelOperator
    {
        private readonly int _red = order == ChannelOrder.Rgb ? 0 : 16;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<uint> Invoke(Vector512<uint> p)
        {
            Vector512<uint> low = Vector512.Create(0xFFu);
            Vector512<int> half = Vector512.Create(32768), zero = Vector512.Create(128);
            Vector512<int> y = (p & low).AsInt32(), cb = ((p >>> 8) & low).AsInt32() - zero, cr = ((p >>> 16) & low).AsInt32() - zero;
            Vector512<int> r = Clamp(y + (((cr * 91881) + half) >> 16));
            Vector512<int> g = Clamp(y + ((half - (cb * 22554) - (cr * 46802)) >> 16));
            Vector512<int> b = Clamp(y + (((cb * 116130) + half) >> 16));
            return ((r << _red) | (g << 8) | (b << (16 - _red))).AsUInt32();
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector512<int> Clamp(Vector512<int> v) => Vector512.Min(Vector512.Max(v, Vector512<int>.Zero), Vector512.Create(255));
    }
}
