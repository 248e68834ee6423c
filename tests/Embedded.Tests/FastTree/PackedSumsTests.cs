using Microsoft.ML.Trainers.FastTree;

namespace DeepRecipes.Embedded.Tests;

public sealed class PackedSumsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void ASumHoldsTheNumbersAndTheirCount(int count)
    {
        var random = new Random(count);
        var numbers = Enumerable.Range(0, count).Select(_ => random.NextDouble() * 2 - 1.5).ToArray();
        var packed = new PackedSums(count);
        packed.Pack(numbers);
        var sum = packed.Values.Sum();
        Assert.Equal(count, packed.Count(sum));
        Assert.Equal(numbers.Sum(), packed.Number(sum), 1e-7 * count);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(-1.0)]
    [InlineData(1e-30)]
    [InlineData(-3e20)]
    public void TheGreatestSumOfEqualNumbersDoesNotOverflow(double number)
    {
        const int Count = 8191;
        var packed = new PackedSums(Count);
        packed.Pack(Enumerable.Repeat(number, Count).ToArray());
        var sum = packed.Values.Sum();
        Assert.Equal(Count, packed.Count(sum));
        Assert.Equal(1, packed.Number(sum) / (number * Count), 1e-9);
    }

    [Fact]
    public void ADifferenceIsExactlyTheRest()
    {
        var packed = new PackedSums(100);
        packed.Pack(Enumerable.Range(0, 100).Select(i => Math.Sin(i)).ToArray());
        var all = packed.Values.Sum();
        var even = packed.Values.Where((_, i) => i % 2 == 0).Sum();
        Assert.Equal(packed.Values.Where((_, i) => i % 2 == 1).Sum(), all - even);
    }

    [Fact]
    public void ZerosStayZero()
    {
        var packed = new PackedSums(5);
        packed.Pack(new double[5]);
        Assert.Equal(0, packed.Number(packed.Values.Sum()));
        Assert.Equal(5, packed.Count(packed.Values.Sum()));
    }
}
