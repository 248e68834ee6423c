using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

public class CounterRandomTests
{
    private static readonly CounterRandom Stream = new(42, 3, 0x123456789ABCDEF, 7);

    [Theory]
    [InlineData(0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void PhiloxGivesThePublishedAnswers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint w0, uint w1, uint w2, uint w3)
    {
        // Random123's known-answer vectors for philox4x32, 10 rounds.
        Assert.Equal((w0, w1, w2, w3), Philox.Block(c0, c1, c2, c3, k0, k1));
        Philox.Blocks16(c0 - 5, c1, c2, c3, k0, k1, out var v0, out var v1, out var v2, out var v3);
        Assert.Equal((w0, w1, w2, w3), (v0[5], v1[5], v2[5], v3[5]));
        Assert.Equal(Philox.Block(c0 + 9, c1, c2, c3, k0, k1), (v0[14], v1[14], v2[14], v3[14]));
    }

    [Fact]
    public void EveryPartOfTheKeyAndTheDrawMakesADifference()
    {
        CounterRandom[] streams = [Stream, new(43, 3, 0x123456789ABCDEF, 7), new(42, 4, 0x123456789ABCDEF, 7), new(42, 3, 0x123456789ABCDEE, 7), new(42, 3, 0x123456789ABCDEF, 8), new(42 | (1ul << 40), 3, 0x123456789ABCDEF, 7)];
        var seen = new HashSet<ulong>();
        foreach (CounterRandom stream in streams)
        {
            for (uint draw = 0; draw < 50; draw++)
                Assert.True(seen.Add(stream.Bits(draw)));
        }

        Assert.Equal(Stream.Bits(5), new CounterRandom(42, 3, 0x123456789ABCDEF, 7).Bits(5));
    }

    [Fact]
    public void TheBitsAreTheSameInEveryLegAndForever()
    {
        var uniform = new float[1000];
        var normal = new float[1000];
        Stream.FillUniform(2, uniform);
        Stream.FillNormal(2, normal);
        Assert.Equal("4F1DD79800D1501C", Hash(uniform));
        Assert.Equal("6802F209DC9F42B6", Hash(normal));
    }

    [Fact]
    public void AFillDoesNotDependOnItsLength()
    {
        var whole = new float[700];
        Stream.FillNormal(9, whole);
        for (int length = 0; length < 300; length += 7)
        {
            var part = new float[length];
            Stream.FillNormal(9, part);
            Assert.Equal(whole.AsSpan(0, length).ToArray(), part);
        }
    }

    [Fact]
    public void UniformIsUniform()
    {
        const int count = 200_000;
        var values = new double[count];
        for (uint i = 0; i < count; i++)
            values[i] = Stream.Uniform(i);
        Assert.All(values, v => Assert.InRange(v, 0, 1 - 1e-17));
        Assert.True(Kolmogorov(values, v => v) < 1.95); // 0.1 per cent of good generators exceed it; the seed is fixed
        Assert.InRange(Correlation(values), -0.01, 0.01);

        var floats = new float[count];
        Stream.FillUniform(1, floats);
        Assert.True(Kolmogorov([.. floats.Select(f => (double)f)], v => v) < 1.95);
    }

    [Fact]
    public void NormalIsNormal()
    {
        const int count = 200_000;
        var exact = new double[count];
        for (uint i = 0; i < count; i++)
            exact[i] = Stream.Normal(i);
        var fast = new float[count];
        Stream.FillNormal(1, fast);
        foreach (double[] values in new[] { exact, [.. fast.Select(f => (double)f)] })
        {
            double mean = values.Average(), variance = values.Average(v => (v - mean) * (v - mean));
            Assert.InRange(mean, -0.01, 0.01);
            Assert.InRange(variance, 0.99, 1.01);
            Assert.InRange(values.Average(v => v * v * v), -0.03, 0.03);
            Assert.InRange(values.Average(v => v * v * v * v), 2.9, 3.1);
            Assert.True(Kolmogorov(values, Gaussian) < 1.95);
            Assert.InRange(Correlation(values), -0.01, 0.01);
        }

        Assert.InRange(fast.Max(Math.Abs), 4, 4.87);
    }

    [Fact]
    public void TheFastNormalsAreBoxAndMullersOfTheirBits()
    {
        // Word 0 of the 16 blocks: radius from the upper 16 bits, angle from 14, signs from 2; in double.
        Stream.Blocks16(4, 0, out var bits, out _, out _, out _);
        NormalLanes.Pair(bits, out var first, out var second);
        for (int i = 0; i < 16; i++)
        {
            double radius = Math.Sqrt(-2 * Math.Log(((bits[i] >> 16) + 0.5) / 65536));
            double angle = (((bits[i] >> 2) & 0x3FFF) + 0.5) * Math.PI / 2 / 16384;
            Assert.Equal(radius * Math.Cos(angle) * ((bits[i] & 1) == 0 ? 1 : -1), first[i], 1e-5);
            Assert.Equal(radius * Math.Sin(angle) * ((bits[i] & 2) == 0 ? 1 : -1), second[i], 1e-5);
        }
    }

    [Fact]
    public void IntegersReachBothEndsEvenly()
    {
        var counts = new int[6];
        for (uint i = 0; i < 60_000; i++)
            counts[Stream.Integer(i, -2, 3) + 2]++;
        Assert.All(counts, c => Assert.InRange(c, 9_600, 10_400));
        Assert.Equal(5, Stream.Integer(0, 5, 5));
        Assert.InRange(Stream.Integer(1, int.MinValue, int.MaxValue), int.MinValue, int.MaxValue);
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.Integer(0, 2, 1));
    }

    [Fact]
    public void ARangeKeepsItsUpperEndOut()
    {
        for (uint i = 0; i < 5000; i++)
            Assert.InRange(Stream.Uniform(i, 1, Math.BitIncrement(1)), 1, 1);
        Assert.Equal(3, Stream.Uniform(0, 3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.Uniform(0, 3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.Uniform(0, double.NaN, 2));
    }

    [Fact]
    public void PermutationsAreEven()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var order = new int[3];
        for (uint i = 0; i < 6000; i++)
        {
            Stream.Permutation(2 * i, order);
            string name = string.Concat(order);
            counts[name] = counts.GetValueOrDefault(name) + 1;
        }

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, c => Assert.InRange(c, 880, 1120));
    }

    [Fact]
    public void SampleIdsAreFnv1a()
    {
        // Published test values of the 64-bit FNV-1a.
        Assert.Equal(0xcbf29ce484222325ul, CounterRandom.SampleIdOf(""));
        Assert.Equal(0xaf63dc4c8601ec8cul, CounterRandom.SampleIdOf("a"));
        Assert.Equal(0x85944171f73967e8ul, CounterRandom.SampleIdOf("foobar"));
    }

    private static string Hash(float[] values) => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<float>(values)))[..16];

    private static double Kolmogorov(double[] values, Func<double, double> distribution)
    {
        double[] sorted = [.. values.Order()];
        double worst = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double p = distribution(sorted[i]);
            worst = Math.Max(worst, Math.Max(p - ((double)i / sorted.Length), ((i + 1.0) / sorted.Length) - p));
        }

        return worst * Math.Sqrt(sorted.Length);
    }

    private static double Correlation(double[] values)
    {
        double mean = values.Average(), product = 0, square = 0;
        for (int i = 1; i < values.Length; i++)
        {
            product += (values[i] - mean) * (values[i - 1] - mean);
            square += (values[i] - mean) * (values[i] - mean);
        }

        return product / square;
    }

    // The integral of the density by Simpson's rule.
    internal static double Gaussian(double x)
    {
        const int steps = 200;
        double sum = 0, h = x / steps;
        for (int i = 0; i <= steps; i++)
            sum += (i == 0 || i == steps ? 1 : i % 2 == 0 ? 2 : 4) * Math.Exp(-(i * h) * (i * h) / 2);
        return 0.5 + (sum * h / 3 / Math.Sqrt(2 * Math.PI));
    }
}

public class GaussianNoiseTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(1.3, 2.5)]
    [InlineData(-7, 35)]
    public void LevelsComeAsOftenAsTheNormalDistributionSays(double mean, double deviation)
    {
        var shape = new ImageShape(640, 480, 3);
        var grey = new byte[shape.Length];
        grey.AsSpan().Fill(128);
        GaussianNoiseKernel.Apply(grey, shape, mean, deviation, new CounterRandom(8, 0, 3, 0), 0, grey);
        var counts = new double[256];
        foreach (byte v in grey)
            counts[v]++;
        double chi = 0;
        int cells = 0;
        for (int level = 1; level < 255; level++)
        {
            // A level holds what rounds to it: half a level to each side.
            double expected = shape.Length * (CounterRandomTests.Gaussian((level + .5 - 128 - mean) / deviation) - CounterRandomTests.Gaussian((level - .5 - 128 - mean) / deviation));
            if (expected < 100)
                continue;
            chi += (counts[level] - expected) * (counts[level] - expected) / expected;
            cells++;
        }

        // Mean cells, deviation sqrt(2 cells): 4 deviations, with a seed that is fixed.
        Assert.True(cells > 8);
        Assert.InRange(chi, 0, cells + (4 * Math.Sqrt(2 * cells)));
    }

    [Theory]
    [InlineData(5000, 1, "mean")]
    [InlineData(double.NaN, 1, "mean")]
    [InlineData(0, 5000, "deviation")]
    [InlineData(0, -1, "deviation")]
    [InlineData(0, double.NaN, "deviation")]
    public void NoiseThatDoesNotFitItsNumbersIsRefused(double mean, double deviation, string name)
    {
        byte[] pixel = [1, 2, 3];
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => GaussianNoiseKernel.Apply(pixel, new ImageShape(1, 1, 3), mean, deviation, new CounterRandom(1, 0, 0, 0), 0, pixel));
        Assert.Equal(name, e.ParamName);
    }

    [Fact]
    public void TheLargestNoiseStillSaturates()
    {
        var shape = new ImageShape(200, 100, 1);
        var image = new byte[shape.Length];
        GaussianNoiseKernel.Apply(image, shape, 4096, 0, new CounterRandom(1, 0, 0, 0), 0, image);
        Assert.All(image, v => Assert.Equal(255, v));
        GaussianNoiseKernel.Apply(image, shape, -4096, 0, new CounterRandom(1, 0, 0, 0), 0, image);
        Assert.All(image, v => Assert.Equal(0, v));
        image.AsSpan().Fill(128);
        GaussianNoiseKernel.Apply(image, shape, 0, 4096, new CounterRandom(1, 0, 0, 0), 0, image);
        Assert.InRange(image.Count(v => v == 255), 9_400, 10_200);
        Assert.InRange(image.Count(v => v == 0), 9_400, 10_200);
    }
}

public class GaussianNoiseContract : ImageKernelContract<byte>
{
    private static readonly CounterRandom Stream = new(1, 0, 5, 0);

    protected override bool InPlace => true;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
        GaussianNoiseKernel.Apply(source, shape, 3, 40, Stream, 6, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape)
    {
        // The noise itself has its own tests; here it is the scaling, the clamping and the alpha.
        var noise = new float[source.Length];
        Stream.FillNormal(6, noise);
        var result = new byte[source.Length];
        for (int i = 0; i < result.Length; i++)
        {
            float scaled = (float)(((double)noise[i] * 40) + 3);
            result[i] = shape.Channels == 4 && i % 4 == 3 ? source[i] : ClampOracle.Byte((float)((double)source[i] + scaled));
        }

        return result;
    }
}
