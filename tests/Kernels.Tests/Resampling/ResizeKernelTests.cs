using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

public class ResizeNearestContract : ImageKernelContract<byte>
{
    protected override IReadOnlyList<int> Channels => [1, 2, 3, 4];

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => ResizeKernel.Nearest(source, shape, 23, 17, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape)
    {
        var result = new byte[23 * 17 * shape.Channels];
        for (int i = 0; i < result.Length; i++)
        {
            int c = i % shape.Channels, x = i / shape.Channels % 23, y = i / shape.Channels / 23;
            result[i] = source[((((y * shape.Height) / 17 * shape.Width) + (x * shape.Width / 23)) * shape.Channels) + c];
        }

        return result;
    }
}

/// <summary>The oracle interpolates in double; the kernel's 11-bit weights and truncations may be one level off.</summary>
public class ResizeBilinearContract : ImageKernelContract<byte>
{
    protected override IReadOnlyList<int> Channels => [1, 2, 3, 4];

    protected override double Tolerance => 1;

    protected override double Share => 0.5;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => ResizeKernel.Bilinear(source, shape, 29, 19, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape) =>
        [.. BilinearOracle.Resize(source, shape, 29, 19).Select(v => (byte)Math.Round(v))];
}

public class ResizeBilinearToFloatContract : ImageKernelContract<float>
{
    protected override IReadOnlyList<int> Channels => [1, 2, 3, 4];

    protected override double Tolerance => 1e-3;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<float> destination) => ResizeKernel.BilinearToFloat(source, shape, 29, 19, destination);

    protected override float[] Oracle(byte[] source, ImageShape shape) => [.. BilinearOracle.Resize(source, shape, 29, 19).Select(v => (float)v)];
}

/// <summary>What the other interpolations owe every kernel: spans, sizes, channels. Their values are judged by the golden files, so here they are their own oracle at another place in memory.</summary>
public abstract class ResizeContract(ResizeInterpolation interpolation) : ImageKernelContract<byte>
{
    protected override IReadOnlyList<int> Channels => [1, 2, 3, 4];

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => ResizeKernel.Apply(source, shape, interpolation, 9, 11, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape)
    {
        var result = new byte[9 * 11 * shape.Channels];
        ResizeKernel.Apply(source, shape, interpolation, 9, 11, result);
        return result;
    }
}

public class ResizeBicubicContract() : ResizeContract(ResizeInterpolation.Bicubic);

public class ResizeAreaContract() : ResizeContract(ResizeInterpolation.Area);

public class ResizePillowContract() : ResizeContract(ResizeInterpolation.PillowBilinear);

public class ResizeKernelTests
{
    private static readonly GoldenImages Golden = GoldenImages.Load("images", "resize.json");

    public static TheoryData<string> Goldens(string mode) => [.. Golden.Names.Where(n => n.EndsWith(" " + mode, StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Goldens), "nearest")]
    [MemberData(nameof(Goldens), "linear")]
    [MemberData(nameof(Goldens), "cubic")]
    [MemberData(nameof(Goldens), "area")]
    [MemberData(nameof(Goldens), "pillow")]
    public void EqualsOpenCvAndPillowExactly(string name)
    {
        (byte[] source, ImageShape shape, ImageShape target) = Case(name);
        var result = new byte[target.Length];
        ResizeKernel.Apply(source, shape, Interpolation(name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..]), target.Width, target.Height, result);
        Samples.Close<byte>(Golden.Bytes(name), result, 0, 0, name);
    }

    [Theory]
    [MemberData(nameof(Goldens), "linearfloat")]
    public void TheFloatFormEqualsOpenCvOnFloats(string name)
    {
        (byte[] source, ImageShape shape, ImageShape target) = Case(name);
        var result = new float[target.Length];
        ResizeKernel.BilinearToFloat(source, shape, target.Width, target.Height, result);
        Samples.Close<float>(Golden.Floats(name), result, 1e-4, 1, name);
    }

    [Theory]
    [InlineData("resize_30x20_nearest")]
    [InlineData("resize_122x94_nearest")]
    [InlineData("resize_30x20_linear")]
    [InlineData("resize_122x94_linear")]
    [InlineData("resize_30x20_cubic")]
    [InlineData("resize_122x94_cubic")]
    [InlineData("resize_30x20_area")]
    public void EqualsTheSharedOracle(string name)
    {
        GoldenImages shared = GoldenImages.Load("images", "image_ops.json");
        ImageShape target = shared.Shape(name);
        var result = new byte[target.Length];
        ResizeKernel.Apply(shared.Bytes("input_rgb"), shared.Shape("input_rgb"), Interpolation(name[(name.LastIndexOf('_') + 1)..]), target.Width, target.Height, result);
        Assert.Equal(shared.Bytes(name), result);
    }

    [Fact]
    public void CubicOvershootIsSaturated()
    {
        byte[] edge = [0, 0, 0, 255, 255, 255];
        var wide = new byte[24];
        ResizeKernel.Bicubic(edge, new ImageShape(6, 1, 1), 24, 1, wide);
        Assert.Contains((byte)0, wide[..11]);
        Assert.True(wide.SequenceEqual(wide.Order()), "An overshoot that wrapped around would break the order.");
    }

    private static ResizeInterpolation Interpolation(string word) => word switch
    {
        "linear" => ResizeInterpolation.Bilinear,
        "cubic" => ResizeInterpolation.Bicubic,
        "pillow" => ResizeInterpolation.PillowBilinear,
        _ => Enum.Parse<ResizeInterpolation>(word, ignoreCase: true),
    };

    internal static (byte[] Source, ImageShape Shape, ImageShape Target) Case(string name)
    {
        string source = name[..name.IndexOf('>', StringComparison.Ordinal)];
        return (Golden.Bytes(source), Golden.Shape(source), Golden.Shape(name));
    }
}

internal static class BilinearOracle
{
    public static double[] Resize(byte[] source, ImageShape shape, int width, int height)
    {
        var result = new double[width * height * shape.Channels];
        for (int i = 0; i < result.Length; i++)
        {
            int c = i % shape.Channels, x = i / shape.Channels % width, y = i / shape.Channels / width;
            result[i] = At(source, shape, ((x + 0.5) * shape.Width / width) - 0.5, ((y + 0.5) * shape.Height / height) - 0.5, c);
        }

        return result;
    }

    private static double At(byte[] source, ImageShape shape, double x, double y, int c)
    {
        int x0 = (int)Math.Floor(x), y0 = (int)Math.Floor(y);
        double fx = x - x0, fy = y - y0;
        double Tap(int tx, int ty) =>
            source[(((Math.Clamp(ty, 0, shape.Height - 1) * shape.Width) + Math.Clamp(tx, 0, shape.Width - 1)) * shape.Channels) + c];
        return (((Tap(x0, y0) * (1 - fx)) + (Tap(x0 + 1, y0) * fx)) * (1 - fy)) + (((Tap(x0, y0 + 1) * (1 - fx)) + (Tap(x0 + 1, y0 + 1) * fx)) * fy);
    }
}
