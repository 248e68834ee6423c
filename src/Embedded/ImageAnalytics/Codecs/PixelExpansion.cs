using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.Transforms.Image;

/// <summary>The channels a decoder delivers, interleaved.</summary>
internal enum SampleLayout
{
    Gray,
    GrayAlpha,
    Rgb,
    Rgba,
    Cmyk,
}

/// <summary>From a decoder's samples to premultiplied BGRA.</summary>
internal static class PixelExpansion
{
    public static void ToBgra(ReadOnlySpan<byte> samples, Span<byte> bgra, SampleLayout layout)
    {
        switch (layout)
        {
            case SampleLayout.Gray:
                Gray(samples, bgra);
                break;
            case SampleLayout.GrayAlpha:
                GrayAlpha(samples, bgra);
                break;
            case SampleLayout.Rgb:
                Rgb(samples, bgra);
                break;
            case SampleLayout.Rgba:
                Rgba(samples, bgra);
                break;
            default:
                Cmyk(samples, bgra);
                break;
        }
    }

    /// <summary>16-bit samples (native order) to 8 bits, rounded, in the first half of the same memory.</summary>
    public static Span<byte> NarrowInPlace(Span<byte> samples)
    {
        var wide = MemoryMarshal.Cast<byte, ushort>(samples);
        for (var i = 0; i < wide.Length; i++)
            samples[i] = (byte)((wide[i] * 255u + 32895u) >> 16);
        return samples[..wide.Length];
    }

    /// <summary>c * a / 255, rounded.</summary>
    public static byte Premultiply(int colour, int alpha)
    {
        var product = colour * alpha + 128;
        return (byte)((product + (product >> 8)) >> 8);
    }

    private static void Gray(ReadOnlySpan<byte> samples, Span<byte> bgra)
    {
        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bgra[(4 * i)..], 0xFF000000u | (samples[i] * 0x010101u));
    }

    private static void GrayAlpha(ReadOnlySpan<byte> samples, Span<byte> bgra)
    {
        for (var i = 0; i < samples.Length / 2; i++)
        {
            var alpha = samples[2 * i + 1];
            BinaryPrimitives.WriteUInt32LittleEndian(bgra[(4 * i)..], ((uint)alpha << 24) | (Premultiply(samples[2 * i], alpha) * 0x010101u));
        }
    }

    private static void Rgb(ReadOnlySpan<byte> samples, Span<byte> bgra)
    {
        var pixels = samples.Length / 3;
        var i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            // Four pixels a step: 12 of the 16 loaded bytes are used, so the last step must leave 4 bytes to read. Index 16 and above gives 0, where alpha goes.
            var order = Vector128.Create((byte)2, 1, 0, 16, 5, 4, 3, 16, 8, 7, 6, 16, 11, 10, 9, 16);
            var opaque = Vector128.Create(0xFF000000u).AsByte();
            for (; 3 * i + 16 <= samples.Length; i += 4)
            {
                var four = Vector128.Shuffle(Vector128.Create(samples.Slice(3 * i, 16)), order) | opaque;
                four.CopyTo(bgra[(4 * i)..]);
            }
        }

        for (; i < pixels; i++)
        {
            bgra[4 * i] = samples[3 * i + 2];
            bgra[4 * i + 1] = samples[3 * i + 1];
            bgra[4 * i + 2] = samples[3 * i];
            bgra[4 * i + 3] = 255;
        }
    }

    private static void Rgba(ReadOnlySpan<byte> samples, Span<byte> bgra)
    {
        for (var i = 0; i < samples.Length; i += 4)
        {
            var alpha = samples[i + 3];
            bgra[i] = Premultiply(samples[i + 2], alpha);
            bgra[i + 1] = Premultiply(samples[i + 1], alpha);
            bgra[i + 2] = Premultiply(samples[i], alpha);
            bgra[i + 3] = alpha;
        }
    }

    private static void Cmyk(ReadOnlySpan<byte> samples, Span<byte> bgra)
    {
        for (var i = 0; i < samples.Length; i += 4)
        {
            var white = 255 - samples[i + 3];
            bgra[i] = Premultiply(255 - samples[i + 2], white);
            bgra[i + 1] = Premultiply(255 - samples[i + 1], white);
            bgra[i + 2] = Premultiply(255 - samples[i], white);
            bgra[i + 3] = 255;
        }
    }
}
