using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>
/// Bytes to normalised floats in one pass: per-channel scale and offset, layout (HWC to CHW or HWC), red and blue exchanged, a fourth channel (alpha) dropped.
/// </summary>
public static class NormalizeKernel
{
    /// <summary>How many channels come out: 1 of a grey source, 3 of a source with 3 or 4 channels.</summary>
    /// <param name="shape">The source's shape, with 1, 3 or 4 channels.</param>
    public static int OutputChannels(ImageShape shape) => shape.Channels == 1 ? 1 : 3;

    /// <summary>Writes the planes one after the other (CHW), as most networks want.</summary>
    /// <param name="source">Bytes, HWC, exactly <paramref name="shape"/>'s length.</param>
    /// <param name="shape">1, 3 or 4 channels; a fourth is dropped.</param>
    /// <param name="normalization">Scale and offset of each output channel.</param>
    /// <param name="swapRedBlue">True where source and output differ in order (BGR to RGB or the reverse).</param>
    /// <param name="destination">At least width x height x <see cref="OutputChannels"/> floats.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not a proper one or has 2 channels.</exception>
    public static void ToChw(ReadOnlySpan<byte> source, ImageShape shape, in ChannelNormalization normalization, bool swapRedBlue, Span<float> destination)
    {
        Guard(source, shape, destination);
        int pixels = shape.Width * shape.Height;
        ref byte s = ref MemoryMarshal.GetReference(source);
        ref float d = ref MemoryMarshal.GetReference(destination);
        if (shape.Channels == 1)
        {
            Plane(ref s, pixels, normalization.Scale0, normalization.Offset0, ref d);
            return;
        }

        int done = PixelLanes.Widest switch
        {
            16 => Planes512(ref s, shape, normalization, swapRedBlue, ref d),
            8 => Planes256(ref s, shape, normalization, swapRedBlue, ref d),
            4 => Planes128(ref s, shape, normalization, swapRedBlue, ref d),
            _ => 0,
        };
        int first = swapRedBlue ? 2 : 0, last = 2 - first;
        for (int i = done; i < pixels; i++)
        {
            ref byte p = ref Unsafe.Add(ref s, i * shape.Channels);
            Unsafe.Add(ref d, i) = (Unsafe.Add(ref p, first) * normalization.Scale0) + normalization.Offset0;
            Unsafe.Add(ref d, i + pixels) = (Unsafe.Add(ref p, 1) * normalization.Scale1) + normalization.Offset1;
            Unsafe.Add(ref d, i + (2 * pixels)) = (Unsafe.Add(ref p, last) * normalization.Scale2) + normalization.Offset2;
        }
    }

    /// <summary>Keeps the channels interleaved (HWC), as TensorFlow's networks want.</summary>
    /// <inheritdoc cref="ToChw(ReadOnlySpan{byte}, ImageShape, in ChannelNormalization, bool, Span{float})"/>
    public static void ToHwc(ReadOnlySpan<byte> source, ImageShape shape, in ChannelNormalization normalization, bool swapRedBlue, Span<float> destination)
    {
        Guard(source, shape, destination);
        int pixels = shape.Width * shape.Height;
        ref byte s = ref MemoryMarshal.GetReference(source);
        ref float d = ref MemoryMarshal.GetReference(destination);
        if (shape.Channels == 1)
        {
            Plane(ref s, pixels, normalization.Scale0, normalization.Offset0, ref d);
            return;
        }

        int first = swapRedBlue ? 2 : 0, last = 2 - first;
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            // One pixel a step, 4 floats stored for 3: the fourth is the next pixel's first, written later.
            Vector128<float> scale = Vector128.Create(normalization.Scale0, normalization.Scale1, normalization.Scale2, 0f);
            Vector128<float> offset = Vector128.Create(normalization.Offset0, normalization.Offset1, normalization.Offset2, 0f);
            for (; i < pixels - 1; i++)
            {
                ref byte p = ref Unsafe.Add(ref s, i * shape.Channels);
                Vector128<float> v = Vector128.ConvertToSingle(Vector128.Create(Unsafe.Add(ref p, first), Unsafe.Add(ref p, 1), Unsafe.Add(ref p, last), 0));
                ((v * scale) + offset).StoreUnsafe(ref d, (nuint)(3 * i));
            }
        }

        for (; i < pixels; i++)
        {
            ref byte p = ref Unsafe.Add(ref s, i * shape.Channels);
            ref float o = ref Unsafe.Add(ref d, 3 * i);
            o = (Unsafe.Add(ref p, first) * normalization.Scale0) + normalization.Offset0;
            Unsafe.Add(ref o, 1) = (Unsafe.Add(ref p, 1) * normalization.Scale1) + normalization.Offset1;
            Unsafe.Add(ref o, 2) = (Unsafe.Add(ref p, last) * normalization.Scale2) + normalization.Offset2;
        }
    }

    private static void Guard(ReadOnlySpan<byte> source, ImageShape shape, Span<float> destination)
    {
        Ensure.Shape(shape);
        Ensure.NotTwoChannels(shape);
        Ensure.Length(source.Length, shape.Length, nameof(source));
        Ensure.Room(destination.Length, checked(shape.Width * shape.Height * OutputChannels(shape)), nameof(destination));
        Ensure.Apart(source, MemoryMarshal.AsBytes(destination), nameof(destination));
    }

    private static void Plane(ref byte s, int count, float scale, float offset, ref float d)
    {
        int i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            for (; i <= count - 16; i += 16)
            {
                (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.LoadUnsafe(ref s, (nuint)i));
                (Vector128<uint> a, Vector128<uint> b) = Vector128.Widen(low);
                (Vector128<uint> c, Vector128<uint> e) = Vector128.Widen(high);
                Store(a, scale, offset, ref Unsafe.Add(ref d, i));
                Store(b, scale, offset, ref Unsafe.Add(ref d, i + 4));
                Store(c, scale, offset, ref Unsafe.Add(ref d, i + 8));
                Store(e, scale, offset, ref Unsafe.Add(ref d, i + 12));
            }
        }

        for (; i < count; i++)
            Unsafe.Add(ref d, i) = (Unsafe.Add(ref s, i) * scale) + offset;
    }

    private static int Planes512(ref byte s, ImageShape shape, in ChannelNormalization n, bool swap, ref float d)
    {
        int pixels = shape.Width * shape.Height, channels = shape.Channels, i = 0;
        int first = swap ? 16 : 0, last = 16 - first;
        Vector512<uint> low = Vector512.Create(0xFFu);
        for (; (i * channels) + PixelLanes.Reach(16, channels) <= shape.Length; i += 16)
        {
            Vector512<uint> p = PixelLanes.Load16(ref Unsafe.Add(ref s, i * channels), channels);
            Store((p >>> first) & low, n.Scale0, n.Offset0, ref Unsafe.Add(ref d, i));
            Store((p >>> 8) & low, n.Scale1, n.Offset1, ref Unsafe.Add(ref d, i + pixels));
            Store((p >>> last) & low, n.Scale2, n.Offset2, ref Unsafe.Add(ref d, i + (2 * pixels)));
        }

        return i;
    }

    private static int Planes256(ref byte s, ImageShape shape, in ChannelNormalization n, bool swap, ref float d)
    {
        int pixels = shape.Width * shape.Height, channels = shape.Channels, i = 0;
        int first = swap ? 16 : 0, last = 16 - first;
        Vector256<uint> low = Vector256.Create(0xFFu);
        for (; (i * channels) + PixelLanes.Reach(8, channels) <= shape.Length; i += 8)
        {
            Vector256<uint> p = PixelLanes.Load8(ref Unsafe.Add(ref s, i * channels), channels);
            Store((p >>> first) & low, n.Scale0, n.Offset0, ref Unsafe.Add(ref d, i));
            Store((p >>> 8) & low, n.Scale1, n.Offset1, ref Unsafe.Add(ref d, i + pixels));
            Store((p >>> last) & low, n.Scale2, n.Offset2, ref Unsafe.Add(ref d, i + (2 * pixels)));
        }

        return i;
    }

    private static int Planes128(ref byte s, ImageShape shape, in ChannelNormalization n, bool swap, ref float d)
    {
        int pixels = shape.Width * shape.Height, channels = shape.Channels, i = 0;
        int first = swap ? 16 : 0, last = 16 - first;
        Vector128<uint> low = Vector128.Create(0xFFu);
        for (; (i * channels) + PixelLanes.Reach(4, channels) <= shape.Length; i += 4)
        {
            Vector128<uint> p = PixelLanes.Load4(ref Unsafe.Add(ref s, i * channels), channels);
            Store((p >>> first) & low, n.Scale0, n.Offset0, ref Unsafe.Add(ref d, i));
            Store((p >>> 8) & low, n.Scale1, n.Offset1, ref Unsafe.Add(ref d, i + pixels));
            Store((p >>> last) & low, n.Scale2, n.Offset2, ref Unsafe.Add(ref d, i + (2 * pixels)));
        }

        return i;
    }

    // Bytes in 32-bit lanes are positive as signed integers too, and the signed conversion is one instruction everywhere.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<uint> v, float scale, float offset, ref float d) =>
        ((Vector512.ConvertToSingle(v.AsInt32()) * Vector512.Create(scale)) + Vector512.Create(offset)).StoreUnsafe(ref d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<uint> v, float scale, float offset, ref float d) =>
        ((Vector256.ConvertToSingle(v.AsInt32()) * Vector256.Create(scale)) + Vector256.Create(offset)).StoreUnsafe(ref d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<uint> v, float scale, float offset, ref float d) =>
        ((Vector128.ConvertToSingle(v.AsInt32()) * Vector128.Create(scale)) + Vector128.Create(offset)).StoreUnsafe(ref d);
}
