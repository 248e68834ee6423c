using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

/// <summary>The oracle is decimal arithmetic: no float rounding of its own.</summary>
public class ClampFloatToByteTests : ElementwiseKernelContract<float, byte>
{
    protected override IReadOnlyList<float> Special { get; } =
    [
        float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, 0f, 0.5f, 1.5f, 2.5f, 253.5f, 254.5f, 255.5f, 255f, 256f, -1f, -0.5f, 0.49999997f, 0.50000006f, 1e10f, -1e10f, 3e38f,
        float.Epsilon, 254.49998f, 254.50002f,
    ];

    protected override void Run(ReadOnlySpan<float> source, Span<byte> destination) => ClampToByteKernel.Apply(source, destination);

    protected override byte Oracle(float value) => ClampOracle.Byte(value);

    protected override float Value(Random random) => (float)((random.NextDouble() * 400) - 70);
}

public class ClampDoubleToByteTests : ElementwiseKernelContract<double, byte>
{
    protected override IReadOnlyList<double> Special { get; } =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.5, 1.5, 2.5, 254.5, 255.5, 0.49999999999999994, 0.5000000000000001, 1e300, -1e300, 0.5 + 1e-9];

    protected override void Run(ReadOnlySpan<double> source, Span<byte> destination) => ClampToByteKernel.Apply(source, destination);

    protected override byte Oracle(double value) => ClampOracle.Byte(value);

    protected override double Value(Random random) => (random.NextDouble() * 400) - 70;
}

public class ClampShortToByteTests : ElementwiseKernelContract<short, byte>
{
    protected override IReadOnlyList<short> Special { get; } = [short.MinValue, -1, 0, 255, 256, short.MaxValue];

    protected override void Run(ReadOnlySpan<short> source, Span<byte> destination) => ClampToByteKernel.Apply(source, destination);

    protected override byte Oracle(short value) => value < 0 ? (byte)0 : value > 255 ? (byte)255 : (byte)value;

    protected override short Value(Random random) => (short)random.Next(-300, 600);
}

public class ClampToByteKernelTests
{
    [Fact]
    public void AWrapAroundCastWouldFailHere()
    {
        // The classic mistake: (byte)value, after noise or cubic overshoot, turns white into black.
        float[] overshoot = [-3f, 258f, 300f];
        var bytes = new byte[3];
        ClampToByteKernel.Apply(overshoot, bytes);
        Assert.Equal(new byte[] { 0, 255, 255 }, bytes);
        Assert.NotEqual(Array.ConvertAll(overshoot, v => (byte)(int)v), bytes);
    }

    [Fact]
    public void TheScalarFormIsTheSame()
    {
        for (float v = -3; v < 260; v += 0.125f)
        {
            Assert.Equal(ClampOracle.Byte(v), ClampToByteKernel.Apply(v));
            Assert.Equal(ClampOracle.Byte(v), ClampToByteKernel.Apply((double)v));
        }
    }
}

internal static class ClampOracle
{
    public static byte Byte(double value)
    {
        if (double.IsNaN(value) || value <= 0)
            return 0;
        return value >= 255 ? (byte)255 : (byte)Math.Round(Exactly(value), MidpointRounding.ToEven);
    }

    // decimal holds 28 digits: enough to keep 0.5 and its double neighbours apart.
    private static decimal Exactly(double value)
    {
        long units = (long)(value * (1L << 40));
        double rest = value - (units / (double)(1L << 40));
        return (units / (decimal)(1L << 40)) + (decimal)rest;
    }
}
