using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace DeepRecipes.Metrics.Tests.Accumulators;

public class ExactSumTests
{
    /// <summary>The oracle adds as whole numbers of 2^-1074 and lets a division of big integers round.</summary>
    private static double Reference(IEnumerable<double> values)
    {
        BigInteger sum = 0;
        foreach (double value in values)
        {
            long bits = BitConverter.DoubleToInt64Bits(value);
            int exponent = (int)((bits >> 52) & 0x7FF);
            BigInteger mantissa = (bits & ((1L << 52) - 1)) + (exponent == 0 ? 0 : 1L << 52);
            sum += (bits < 0 ? -mantissa : mantissa) << Math.Max(0, exponent - 1);
        }

        BigInteger magnitude = BigInteger.Abs(sum);
        if (magnitude.IsZero)
            return 0;
        int drop = Math.Max(0, (int)magnitude.GetBitLength() - 53);
        BigInteger kept = magnitude >> drop;
        BigInteger rest = (magnitude - (kept << drop)) * 2;
        BigInteger unit = BigInteger.One << drop;
        if (rest > unit || (rest == unit && !kept.IsEven))
            kept++;
        // Two steps, because 2^(drop - 1074) alone may not be a double.
        double value0 = (double)kept * Math.Pow(2, -1074 + Math.Min(drop, 1074)) * Math.Pow(2, Math.Max(0, drop - 1074));
        return sum.Sign * value0;
    }

    [Fact]
    public void AnyDoubles_AreRoundedOnce() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            double[] values = [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => RandomDouble(random, seed % 3))];
            Assert.Equal(BitConverter.DoubleToInt64Bits(Reference(values)), BitConverter.DoubleToInt64Bits(ExactSum.Of(values)));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(new[] { 1e308, 1e308, -1e308, -1e308, 1.5 }, 1.5)]
    [InlineData(new[] { 1.0, 1e100, 1.0, -1e100 }, 2.0)]
    [InlineData(new[] { double.Epsilon, double.Epsilon, -double.Epsilon }, double.Epsilon)]
    [InlineData(new[] { 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 }, 1.0)]
    [InlineData(new[] { 9007199254740992.0, 1.0 }, 9007199254740992.0)]
    [InlineData(new[] { 9007199254740992.0, 1.0, 1e-300 }, 9007199254740994.0)]
    [InlineData(new[] { -9007199254740994.0, -1.0 }, -9007199254740996.0)]
    [InlineData(new[] { double.MaxValue, double.MaxValue }, double.PositiveInfinity)]
    [InlineData(new double[0], 0.0)]
    public void KnownSums(double[] values, double expected) => Assert.Equal(expected, ExactSum.Of(values));

    [Fact]
    public void NaNAndInfinity_AreRefused()
    {
        Assert.Equal("value", Assert.Throws<ArgumentOutOfRangeException>(() => new ExactSum().Add(double.NaN)).ParamName);
        Assert.Equal("value", Assert.Throws<ArgumentOutOfRangeException>(() => new ExactSum().Add(double.NegativeInfinity)).ParamName);
    }

    [Fact]
    public void Parts_AddUpToTheWhole()
    {
        var random = new Random(3);
        double[] values = [.. Enumerable.Range(0, 1000).Select(_ => RandomDouble(random, 0))];
        var parts = new ExactSum();
        foreach (double[] chunk in values.Chunk(7))
        {
            var part = new ExactSum();
            foreach (double value in chunk)
                part.Add(value);
            parts.Add(part);
        }

        Assert.Equal(ExactSum.Of(values), parts.Value);
    }

    private static double RandomDouble(Random random, int spread) => spread switch
    {
        0 => (random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-60, 60)),
        1 => (random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-1070, 1000)),
        _ => Math.Round(random.NextDouble() * 100, 1),
    };
}
