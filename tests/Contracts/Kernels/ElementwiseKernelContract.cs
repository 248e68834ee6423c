using System.Numerics;

namespace DeepRecipes.Contracts;

/// <summary>What every kernel that treats elements one by one keeps, at every length from 0 to past two of the widest registers.</summary>
/// <typeparam name="TIn">Type of an input element.</typeparam>
/// <typeparam name="TOut">Type of an output element.</typeparam>
public abstract class ElementwiseKernelContract<TIn, TOut>
    where TIn : unmanaged, INumber<TIn>
    where TOut : unmanaged, INumber<TOut>
{
    private const int Longest = 200;

    /// <summary>Calls the kernel.</summary>
    protected abstract void Run(ReadOnlySpan<TIn> source, Span<TOut> destination);

    /// <summary>The expected value of one element, in double or decimal arithmetic.</summary>
    protected abstract TOut Oracle(TIn value);

    /// <summary>Values worth meeting: limits, halves, signs, NaN.</summary>
    protected abstract IReadOnlyList<TIn> Special { get; }

    /// <summary>An ordinary value.</summary>
    protected abstract TIn Value(Random random);

    [Fact]
    public void AgreesWithTheOracleAtEveryLength()
    {
        var random = new Random(5);
        for (int length = 0; length <= Longest; length++)
        {
            TIn[] input = Input(random, length);
            using var source = new GuardedBuffer<TIn>(input);
            using var destination = new GuardedBuffer<TOut>(length);
            Run(source.Span, destination.Span);
            Assert.Equal(Array.ConvertAll(input, Oracle), destination.Span.ToArray());
            Assert.True(System.Runtime.InteropServices.MemoryMarshal.AsBytes(source.Span).SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes<TIn>(input)));
        }
    }

    [Fact]
    public void SpecialValuesAreTheSameInVectorsAndAlone()
    {
        foreach (TIn value in Special)
        {
            foreach (int length in new[] { 1, 16, 64, 67 })
            {
                var input = new TIn[length];
                input.AsSpan().Fill(value);
                var output = new TOut[length];
                Run(input, output);
                Assert.All(output, o => Assert.Equal(Oracle(value), o));
            }
        }
    }

    [Fact]
    public void RefusesAShortDestination()
    {
        Assert.Throws<ArgumentException>(() => Run(new TIn[20], new TOut[19]));
        Run(new TIn[20], new TOut[21]);
    }

    private TIn[] Input(Random random, int length)
    {
        var input = new TIn[length];
        for (int i = 0; i < length; i++)
            input[i] = random.Next(8) == 0 ? Special[random.Next(Special.Count)] : Value(random);
        return input;
    }
}
