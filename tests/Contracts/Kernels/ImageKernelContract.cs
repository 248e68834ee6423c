using System.Globalization;
using System.Numerics;
using DeepRecipes.Kernels;

namespace DeepRecipes.Contracts;

/// <summary>
/// What every kernel from an image of bytes to an image or tensor keeps: the scalar oracle's values at all sizes and channels, its input unchanged, no byte touched outside its spans,
/// refusal of bad lengths, shapes and overlap. A new kernel says how it is called and what its oracle gives.
/// </summary>
/// <typeparam name="T">Type of an output sample.</typeparam>
public abstract class ImageKernelContract<T>
    where T : unmanaged, INumber<T>
{
    /// <summary>Calls the kernel.</summary>
    protected abstract void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<T> destination);

    /// <summary>The expected output, by plain scalar code that shares nothing with the kernel.</summary>
    protected abstract T[] Oracle(byte[] source, ImageShape shape);

    /// <summary>Channel counts the kernel takes.</summary>
    protected virtual IReadOnlyList<int> Channels => [1, 3, 4];

    /// <summary>Largest difference from the oracle.</summary>
    protected virtual double Tolerance => 0;

    /// <summary>Largest share of elements that differ from the oracle.</summary>
    protected virtual double Share => Tolerance > 0 ? 1 : 0;

    /// <summary>True where destination may be the source.</summary>
    protected virtual bool InPlace => false;

    /// <summary>True where the kernel cannot take this size.</summary>
    protected virtual bool Skip(ImageShape shape) => false;

    /// <summary>The input; override where random bytes do not do.</summary>
    protected virtual byte[] Input(ImageShape shape) => Samples.Bytes(shape.Length);

    private IEnumerable<ImageShape> Shapes =>
        from size in Samples.Sizes from c in Channels let shape = new ImageShape(size.Width, size.Height, c) where !Skip(shape) select shape;

    [Fact]
    public void AgreesWithTheOracleAtEverySize()
    {
        foreach (ImageShape shape in Shapes)
        {
            byte[] input = Input(shape);
            T[] expected = Oracle(input, shape);
            var actual = new T[expected.Length];
            Run(input, shape, actual);
            Samples.Close<T>(expected, actual, Tolerance, Share, Name(shape));
        }
    }

    [Fact]
    public void TouchesNothingOutsideItsSpans()
    {
        foreach (ImageShape shape in Shapes)
        {
            byte[] input = Input(shape);
            T[] expected = Oracle(input, shape);
            foreach (bool start in new[] { false, true })
            {
                using var source = new GuardedBuffer<byte>(input, start);
                using var destination = new GuardedBuffer<T>(expected.Length, start);
                Run(source.Span, shape, destination.Span);
                Samples.Close<T>(expected, destination.Span, Tolerance, Share, Name(shape));
                Assert.True(source.Span.SequenceEqual(input), $"{Name(shape)}: the input was changed.");
            }
        }
    }

    [Fact]
    public void WritesNoMoreThanItsResult()
    {
        foreach (ImageShape shape in Shapes)
        {
            byte[] input = Input(shape);
            T[] expected = Oracle(input, shape);
            var room = new T[expected.Length + 130];
            T mark = T.CreateChecked(77);
            room.AsSpan().Fill(mark);
            Run(input, shape, room);
            Assert.True(room.AsSpan(expected.Length).IndexOfAnyExcept(mark) < 0, $"{Name(shape)}: wrote behind its result.");
        }
    }

    [Fact]
    public void RefusesBadLengthsAndShapes()
    {
        ImageShape shape = Shapes.First(s => s is { Width: > 4, Height: > 2 });
        byte[] input = Input(shape);
        int length = Oracle(input, shape).Length;
        Assert.ThrowsAny<ArgumentException>(() => Run(input, shape, new T[length - 1]));
        Assert.ThrowsAny<ArgumentException>(() => Run(input.AsSpan(1), shape, new T[length]));
        Assert.ThrowsAny<ArgumentException>(() => Run([.. input, 0], shape, new T[length]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(input, shape with { Width = 0 }, new T[length]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(input, shape with { Height = -1 }, new T[length]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(input, shape with { Channels = 5 }, new T[length]));
    }

    [Fact]
    public void OverlapIsRefusedOrDefined()
    {
        ImageShape shape = Shapes.First(s => s is { Width: > 4, Height: > 2 });
        byte[] input = Input(shape);
        T[] expected = Oracle(input, shape);
        var memory = new byte[Math.Max(input.Length, expected.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>()) + 64];
        input.CopyTo(memory, 0);
        Span<T> shifted = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(memory.AsSpan(8))[..expected.Length];
        Assert.True(Throws(memory.AsSpan(0, input.Length), shape, shifted), "A shifted overlap must be refused.");

        Span<T> same = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(memory.AsSpan())[..expected.Length];
        bool refused = Throws(memory.AsSpan(0, input.Length), shape, same);
        Assert.Equal(InPlace, !refused);
        if (InPlace)
            Samples.Close<T>(expected, same, Tolerance, Share, "in place");
    }

    private bool Throws(ReadOnlySpan<byte> source, ImageShape shape, Span<T> destination)
    {
        try
        {
            Run(source, shape, destination);
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static string Name(ImageShape shape) => string.Create(CultureInfo.InvariantCulture, $"{shape.Width} x {shape.Height} x {shape.Channels}");
}
