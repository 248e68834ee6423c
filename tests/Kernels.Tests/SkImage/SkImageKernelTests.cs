using System.Globalization;
using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

public class UnsharpMaskSkImageContract : ImageKernelContract<byte>
{
    protected override bool InPlace => true;

    protected override bool Skip(ImageShape shape) => shape.Length > 600;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => UnsharpMaskSkImageKernel.Apply(source, shape, 0.6, 1.5, destination);

    // Two-dimensional sums instead of two passes; where a value ends on a half to within rounding, the neighbour will do.
    protected override double Tolerance => 1;

    protected override double Share => .01;

    protected override byte[] Oracle(byte[] source, ImageShape shape)
    {
        double[] w = [.. Enumerable.Range(-2, 5).Select(d => Math.Exp(-d * d / (2 * .36)))];
        double total = w.Sum();
        return [.. source.Select((v, i) =>
        {
            int c = i % shape.Channels, x = i / shape.Channels % shape.Width, y = i / shape.Stride;
            if (c == 3)
                return v;
            double blurred = 0;
            for (int k = 0; k < 25; k++)
                blurred += w[k / 5] * w[k % 5] * source[(Mirror(y + (k / 5) - 2, shape.Height) * shape.Stride) + (Mirror(x + (k % 5) - 2, shape.Width) * shape.Channels) + c];
            return (byte)Math.Clamp(Math.Round(v + (1.5 * (v - (blurred / total / total)))), 0, 255);
        })];
    }

    private static int Mirror(int i, int length)
    {
        while (i < 0 || i >= length)
            i = i < 0 ? -1 - i : (2 * length) - 1 - i;
        return i;
    }
}

public class EqualizeSkImageContract : ImageKernelContract<byte>
{
    protected override bool InPlace => true;

    protected override bool Skip(ImageShape shape) => shape.Length > 2000;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => EqualizeSkImageKernel.PerChannel(source, shape, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape) =>
        [.. source.Select((v, i) => i % shape.Channels == 3 ? v : (byte)Math.Round(255m * source.Where((o, k) => k % shape.Channels == i % shape.Channels && o <= v).Count() / (shape.Width * shape.Height)))];
}

public class ThresholdLocalSkImageContract : ImageKernelContract<byte>
{
    protected override bool InPlace => true;

    protected override IReadOnlyList<int> Channels => [1];

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => ThresholdLocalSkImageKernel.Apply(source, shape, AdaptiveThresholdMethod.Mean, 3, 2, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape) =>
        [.. source.Select((v, i) => v > (Enumerable.Range(0, 9).Sum(k => (int)source[(Math.Clamp((i / shape.Width) + (k / 3) - 1, 0, shape.Height - 1) * shape.Width) + Math.Clamp((i % shape.Width) + (k % 3) - 1, 0, shape.Width - 1)]) / 9m) - 2 ? (byte)255 : (byte)0)];
}

/// <summary>tests/Data/images/skimage.json.</summary>
public class SkImageKernelTests
{
    private static readonly GoldenImages File = GoldenImages.Load("images", "skimage.json");

    public static TheoryData<string> Names => [.. File.Names.Where(name => name.Contains(' ', StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public void EqualsScikitImage(string name)
    {
        string[] words = name.Split(' ');
        byte[] input = File.Bytes(words[0]), result = new byte[input.Length];
        ImageShape shape = File.Shape(words[0]);
        switch (words[1])
        {
            case "equalize": EqualizeSkImageKernel.PerChannel(input, shape, result); break;
            case "unsharp": UnsharpMaskSkImageKernel.Apply(input, shape, Number(words[2]), Number(words[3]), result); break;
            case "threshold":
                AdaptiveThresholdMethod method = words[2] == "mean" ? AdaptiveThresholdMethod.Mean : AdaptiveThresholdMethod.Gaussian;
                ThresholdLocalSkImageKernel.Apply(input, shape, method, (int)Number(words[3]), Number(words[4]), result);
                break;
            default: ClaheSkImageKernel.Apply(input, shape, Number(words[2]), (int)Number(words[3]), (int)Number(words[4]), result); break;
        }

        // Colours go through HSV and back there, and halves fall the other way by a rounding. A pixel that equals its neighbourhood's mean is above it there or not, by the rounding of a running sum.
        var (tolerance, share) = shape.Channels == 3 ? (1, .01) : words is [_, "threshold", "mean", ..] ? (255, .01) : (0, 0.0);
        Samples.Close<byte>(File.Bytes(name), result, tolerance, share, name);
    }

    [Fact]
    public void AlphaStaysAndInPlaceIsTheSame()
    {
        byte[] rgb = File.Bytes("square"), expected = File.Bytes("square clahe 0.01 0 0");
        byte[] bgra = [.. rgb.Chunk(3).SelectMany((pixel, i) => new[] { pixel[2], pixel[1], pixel[0], (byte)i })];
        ClaheSkImageKernel.Apply(bgra, File.Shape("square") with { Channels = 4 }, 0.01, 0, 0, bgra);
        Samples.Close<byte>([.. expected.Chunk(3).SelectMany((pixel, i) => new[] { pixel[2], pixel[1], pixel[0], (byte)i })], bgra, 1, .01, "bgra");
    }

    [Fact]
    public void WhatIsOutOfRangeIsRefused()
    {
        byte[] a = new byte[48], b = new byte[48];
        var shape = new ImageShape(4, 4, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => UnsharpMaskSkImageKernel.Apply(a, shape, 0, 1, b));
        Assert.Throws<ArgumentOutOfRangeException>(() => UnsharpMaskSkImageKernel.Apply(a, shape, 1, double.NaN, b));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdLocalSkImageKernel.Apply(a, shape, AdaptiveThresholdMethod.Mean, 3, 0, b));
        Assert.Throws<ArgumentOutOfRangeException>(() => ThresholdLocalSkImageKernel.Apply(new byte[16], new(4, 4, 1), AdaptiveThresholdMethod.Mean, 4, 0, b));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClaheSkImageKernel.Apply(a, shape, 1.1, 0, 0, b));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClaheSkImageKernel.Apply(a, shape, .1, 5, 0, b));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClaheSkImageKernel.Apply(new byte[32], new(4, 4, 2), .1, 0, 0, b));
        Assert.Throws<ArgumentException>(() => EqualizeSkImageKernel.Shares(new int[256], new double[256]));
        Assert.Throws<ArgumentException>(() => EqualizeSkImageKernel.PerChannel(a, shape, new byte[47]));
    }

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);
}
