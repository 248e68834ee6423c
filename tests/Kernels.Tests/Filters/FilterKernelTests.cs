using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

/// <summary>A filter against sums over neighbourhoods with mirrored borders.</summary>
public abstract class FilterContract : ImageKernelContract<byte>
{
    protected override IReadOnlyList<int> Channels => [1, 2, 3, 4];

    protected override bool Skip(ImageShape shape) => shape.Length > 6000;

    protected static IEnumerable<int> Neighbours(byte[] source, ImageShape shape, int i, int size, bool mirror)
    {
        int c = i % shape.Channels, x = i / shape.Channels % shape.Width, y = i / shape.Stride;
        for (int dy = 0; dy < size; dy++)
        {
            for (int dx = 0; dx < size; dx++)
                yield return source[(((Wrap(y - (size / 2) + dy, shape.Height, mirror) * shape.Width) + Wrap(x - (size / 2) + dx, shape.Width, mirror)) * shape.Channels) + c];
        }
    }

    private static int Wrap(int i, int length, bool mirror)
    {
        if (!mirror || length == 1)
            return Math.Clamp(i, 0, length - 1);
        while (i < 0 || i >= length)
            i = i < 0 ? -i : (2 * (length - 1)) - i;
        return i;
    }
}

public class GaussianBlurContract : FilterContract
{
    private static readonly double[] Row = [16, 64, 96, 64, 16];

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => GaussianBlurKernel.Apply(source, shape, 5, 0, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape) =>
        [.. source.Select((_, i) => (byte)Math.Floor((Neighbours(source, shape, i, 5, true).Select((v, k) => v * Row[k / 5] * Row[k % 5]).Sum() / 65536) + 0.5))];
}

public class GaussianBlur3Contract : FilterContract
{
    private static readonly double[] Row = [64, 128, 64];

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => GaussianBlurKernel.Apply(source, shape, 3, 0, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape) =>
        [.. source.Select((_, i) => (byte)Math.Floor((Neighbours(source, shape, i, 3, true).Select((v, k) => v * Row[k / 3] * Row[k % 3]).Sum() / 65536) + 0.5))];
}

// Weights that are no multiples of 16: the sums need 32 bits.
public class GaussianBlur7Contract : FilterContract
{
    private static readonly double[] Row = [8, 28, 56, 72, 56, 28, 8];

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => GaussianBlurKernel.Apply(source, shape, 7, 0, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape) =>
        [.. source.Select((_, i) => (byte)Math.Floor((Neighbours(source, shape, i, 7, true).Select((v, k) => v * Row[k / 7] * Row[k % 7]).Sum() / 65536) + 0.5))];
}

public class BoxBlurContract : FilterContract
{
    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => BoxBlurKernel.Apply(source, shape, 3, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape) => [.. source.Select((_, i) => (byte)Math.Floor((Neighbours(source, shape, i, 3, true).Sum() / 9.0) + 0.5))];
}

public class MedianBlur3Contract : FilterContract
{
    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => MedianBlurKernel.Apply(source, shape, 3, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape) => [.. source.Select((_, i) => (byte)Neighbours(source, shape, i, 3, false).Order().ElementAt(4))];
}

public class MedianBlur5Contract : FilterContract
{
    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => MedianBlurKernel.Apply(source, shape, 5, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape) => [.. source.Select((_, i) => (byte)Neighbours(source, shape, i, 5, false).Order().ElementAt(12))];
}

public class SharpenContract : FilterContract
{
    private static readonly int[] Weights = [0, -1, 0, -1, 5, -1, 0, -1, 0];

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => SharpenKernel.Laplacian(source, shape, 1, false, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape) => [.. source.Select((v, i) =>
        shape.Channels == 4 && i % 4 == 3 ? v : (byte)Math.Clamp(Neighbours(source, shape, i, 3, true).Select((n, k) => n * Weights[k]).Sum(), 0, 255))];
}

public class FilterKernelTests
{
    [Theory]
    [MemberData(nameof(GoldenOps.Of), "gauss", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "box", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "median", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "motion", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "sharpen4", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "sharpen8", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "unsharp", MemberType = typeof(GoldenOps))]
    public void EqualsOpenCv(string name)
    {
        string[] words = name.Split(' ');
        byte[] input = GoldenOps.Input(name, out ImageShape shape), result = new byte[shape.Length];
        switch (words[1])
        {
            case "gauss": GaussianBlurKernel.Apply(input, shape, Number(words[2]), double.Parse(words[3], System.Globalization.CultureInfo.InvariantCulture), result); break;
            case "box": BoxBlurKernel.Apply(input, shape, Number(words[2]), result); break;
            case "median": MedianBlurKernel.Apply(input, shape, Number(words[2]), result); break;
            case "motion": ConvolutionKernel.Apply(input, shape, GoldenOps.File.Floats("kernel motion"), 7, result); break;
            case "unsharp": SharpenKernel.Unsharp(input, shape, 5, 1, 0.7, result); break;
            default: SharpenKernel.Laplacian(input, shape, 1, words[1] == "sharpen8", result); break;
        }

        Samples.Close<byte>(GoldenOps.File.Bytes(name), result, 0, 0, name);
    }

    [Theory]
    [InlineData("gauss_blur_3_0", 3, 0)]
    [InlineData("gauss_blur_5_0", 5, 0)]
    [InlineData("gauss_blur_5_1.5", 5, 1.5)]
    [InlineData("gauss_blur_7_0", 7, 0)]
    [InlineData("median3", 0, 0)]
    public void EqualsTheSharedOracle(string name, int size, double deviation)
    {
        byte[] input = GoldenOps.Shared.Bytes("input_rgb"), result = new byte[input.Length];
        ImageShape shape = GoldenOps.Shared.Shape("input_rgb");
        if (size == 0)
            MedianBlurKernel.Apply(input, shape, 3, result);
        else
            GaussianBlurKernel.Apply(input, shape, size, deviation, result);
        Assert.Equal(GoldenOps.Shared.Bytes(name), result);
    }

    [Fact]
    public void AFlatImageStaysFlat()
    {
        var shape = new ImageShape(40, 30, 3);
        byte[] flat = new byte[shape.Length], result = new byte[shape.Length];
        Array.Fill(flat, (byte)201);
        foreach (double deviation in new[] { 0.4, 1, 2.7, 9, 42 })
        {
            GaussianBlurKernel.Apply(flat, shape, 0, deviation, result);
            Assert.Equal(flat, result);
        }

        foreach (double degrees in new double[] { 0, 30, 90, 135, 211 })
        {
            MotionBlurKernel.Apply(flat, shape, 9, degrees, result);
            Assert.Equal(flat, result);
        }
    }

    [Fact]
    public void MotionRunsAlongItsLine()
    {
        var weights = new float[49];
        MotionBlurKernel.Weights(7, 0, weights);
        Assert.Equal(1, weights.Sum(), 1e-5);
        Assert.Equal(1, weights.AsSpan(21, 7).ToArray().Sum(), 1e-5);
        MotionBlurKernel.Weights(7, 90, weights);
        Assert.Equal(1, Enumerable.Range(0, 7).Sum(y => weights[(7 * y) + 3]), 1e-5);
        MotionBlurKernel.Weights(7, 45, weights);
        Assert.True(weights[6] > 0 && weights[42] > 0 && weights[0] == 0 && weights[48] == 0, "45 degrees rise to the right.");
    }

    [Fact]
    public void BadSizesAreRefused()
    {
        byte[] a = new byte[48], b = new byte[48];
        var shape = new ImageShape(4, 4, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => GaussianBlurKernel.Apply(a, shape, 4, 0, b));
        Assert.Throws<ArgumentOutOfRangeException>(() => GaussianBlurKernel.Apply(a, shape, 0, 0, b));
        Assert.Throws<ArgumentOutOfRangeException>(() => GaussianBlurKernel.Apply(a, shape, 5, -1, b));
        Assert.Throws<ArgumentOutOfRangeException>(() => MedianBlurKernel.Apply(a, shape, 4, b));
        Assert.Throws<ArgumentOutOfRangeException>(() => BoxBlurKernel.Apply(a, shape, 0, b));
        Assert.Throws<ArgumentOutOfRangeException>(() => MotionBlurKernel.Apply(a, shape, 4, 0, b));
        Assert.Throws<ArgumentException>(() => ConvolutionKernel.Apply(a, shape, new float[7], 3, b));
        Assert.Throws<ArgumentOutOfRangeException>(() => SharpenKernel.Laplacian(a, shape, double.NaN, false, b));
    }

    private static int Number(string word) => int.Parse(word, System.Globalization.CultureInfo.InvariantCulture);
}
