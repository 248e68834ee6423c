using System.Globalization;
using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

/// <summary>Against the definitions of T.81 and JFIF in double precision, where fixed point differs by rounding. All steps are 1 at this quality: with others a coefficient on the edge between two moves its whole block; tables and subsampling are judged by the golden files.</summary>
public class JpegArtefactsContract : ImageKernelContract<byte>
{
    private const int Quality = 100;

    protected override bool InPlace => true;

    protected override double Tolerance => 3;

    protected override byte[] Input(ImageShape shape) => Samples.Picture(shape);

    protected override bool Skip(ImageShape shape) => shape.Length > 1500;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
        JpegArtefactsKernel.Apply(source, shape, ChannelOrder.Rgb, Quality, ChromaSubsampling.Chroma444, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape)
    {
        byte[] result = [.. source];
        if (shape.Channels == 1)
            return Plane([.. source.Select(v => (double)v)], shape);
        double[] y = new double[source.Length / shape.Channels], cb = [.. y], cr = [.. y];
        for (int p = 0, i = 0; p < y.Length; p++, i += shape.Channels)
        {
            double r = source[i], g = source[i + 1], b = source[i + 2];
            y[p] = Math.Round((.299 * r) + (.587 * g) + (.114 * b));
            cb[p] = Math.Round(128 + (.5 * b) - (.168736 * r) - (.331264 * g));
            cr[p] = Math.Round(128 + (.5 * r) - (.418688 * g) - (.081312 * b));
        }
        byte[] luma = Plane(y, shape), blue = Plane(cb, shape), red = Plane(cr, shape);
        for (int p = 0, i = 0; p < y.Length; p++, i += shape.Channels)
        {
            result[i] = Byte(luma[p] + (1.402 * (red[p] - 128)));
            result[i + 1] = Byte(luma[p] - (.344136 * (blue[p] - 128)) - (.714136 * (red[p] - 128)));
            result[i + 2] = Byte(luma[p] + (1.772 * (blue[p] - 128)));
        }
        return result;
    }

    private static byte[] Plane(double[] source, ImageShape shape)
    {
        var result = new byte[source.Length];
        double[] samples = new double[64], coefficients = new double[64];
        for (int top = 0; top < shape.Height; top += 8)
        {
            for (int left = 0; left < shape.Width; left += 8)
            {
                for (int i = 0; i < 64; i++)
                    samples[i] = source[(Math.Min(top + (i / 8), shape.Height - 1) * shape.Width) + Math.Min(left + (i % 8), shape.Width - 1)] - 128;
                for (int k = 0; k < 64; k++)
                    coefficients[k] = Math.Round(Enumerable.Range(0, 64).Sum(i => samples[i] * Cosine(i, k)), MidpointRounding.AwayFromZero);
                for (int i = 0; i < 64; i++)
                {
                    int x = left + (i % 8), y = top + (i / 8);
                    if (x < shape.Width && y < shape.Height)
                        result[(y * shape.Width) + x] = Byte(Enumerable.Range(0, 64).Sum(k => coefficients[k] * Cosine(i, k)) + 128);
                }
            }
        }
        return result;
    }

    private static double Cosine(int at, int frequency) => Cosine1(at / 8, frequency / 8) * Cosine1(at % 8, frequency % 8);

    private static double Cosine1(int at, int frequency) => Math.Sqrt(frequency == 0 ? 1.0 / 8 : 2.0 / 8) * Math.Cos(((2 * at) + 1) * frequency * Math.PI / 16);

    private static byte Byte(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);
}

/// <summary>Halved chroma stays inside its spans at every size; its values are judged by the golden files.</summary>
public class JpegArtefactsHalvedContract : ImageKernelContract<byte>
{
    protected override bool InPlace => true;

    protected override IReadOnlyList<int> Channels => [3, 4];

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
        JpegArtefactsKernel.Apply(source, shape, ChannelOrder.Bgr, 40, ChromaSubsampling.Chroma420, destination);

    // The other order of the same colours, in ordinary memory.
    protected override byte[] Oracle(byte[] source, ImageShape shape)
    {
        byte[] swapped = Swap(source, shape.Channels), result = new byte[source.Length];
        JpegArtefactsKernel.Apply(swapped, shape, ChannelOrder.Rgb, 40, ChromaSubsampling.Chroma420, result);
        return Swap(result, shape.Channels);
    }

    private static byte[] Swap(byte[] pixels, int channels) => [.. pixels.Select((v, i) => (i % channels) switch { 0 => pixels[i + 2], 2 => pixels[i - 2], _ => v })];
}

public class JpegArtefactsKernelTests
{
    private static readonly GoldenImages File = GoldenImages.Load("images", "jpeg.json");

    public static TheoryData<string> Names => [.. File.Names.Where(name => name.Contains(' ', StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public void EqualsWhatIsReadBackFromAFileToTheLastBit(string name)
    {
        string[] words = name.Split(' ');
        byte[] input = File.Bytes(words[0]), expected = File.Bytes(name);
        ImageShape shape = File.Shape(words[0]);
        int quality = int.Parse(words[2], CultureInfo.InvariantCulture);
        ChromaSubsampling subsampling = words[1] == "444" ? ChromaSubsampling.Chroma444 : ChromaSubsampling.Chroma420;
        var result = new byte[input.Length];
        JpegArtefactsKernel.Apply(input, shape, ChannelOrder.Rgb, quality, subsampling, result);
        Samples.Close<byte>(expected, result, 0, 0, name);
        if (shape.Channels == 1)
            return;

        // The other order with alpha, in place: the same colours, the alpha left alone.
        byte[] bgra = [.. Enumerable.Range(0, input.Length / 3).SelectMany(i => new[] { input[(3 * i) + 2], input[(3 * i) + 1], input[3 * i], (byte)i })];
        JpegArtefactsKernel.Apply(bgra, shape with { Channels = 4 }, ChannelOrder.Bgr, quality, subsampling, bgra);
        Assert.Equal(Enumerable.Range(0, input.Length / 3).SelectMany(i => new[] { expected[(3 * i) + 2], expected[(3 * i) + 1], expected[3 * i], (byte)i }), bgra);
    }

    [Fact]
    public void LowerQualityIsFurtherFromThePicture()
    {
        var shape = new ImageShape(64, 48, 3);
        byte[] picture = Samples.Picture(shape);
        double before = 0;
        foreach (int quality in new[] { 100, 80, 50, 20, 5 })
        {
            var result = new byte[picture.Length];
            JpegArtefactsKernel.Apply(picture, shape, ChannelOrder.Rgb, quality, ChromaSubsampling.Chroma420, result);
            double error = picture.Zip(result, (a, b) => (double)((a - b) * (a - b))).Sum();
            Assert.True(error > before, $"Quality {quality} loses {error}, a higher one {before}.");
            before = error;
        }
    }

    [Fact]
    public void WhatIsOutOfRangeIsRefused()
    {
        byte[] a = new byte[48], b = new byte[48];
        var shape = new ImageShape(4, 4, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => JpegArtefactsKernel.Apply(a, shape, ChannelOrder.Rgb, 0, ChromaSubsampling.Chroma420, b));
        Assert.Throws<ArgumentOutOfRangeException>(() => JpegArtefactsKernel.Apply(a, shape, ChannelOrder.Rgb, 101, ChromaSubsampling.Chroma420, b));
        Assert.Throws<ArgumentOutOfRangeException>(() => JpegArtefactsKernel.Apply(a, shape, ChannelOrder.Rgb, 50, (ChromaSubsampling)2, b));
        Assert.Throws<ArgumentOutOfRangeException>(() => JpegArtefactsKernel.Apply(new byte[32], new(4, 4, 2), ChannelOrder.Rgb, 50, ChromaSubsampling.Chroma420, b));
    }
}
