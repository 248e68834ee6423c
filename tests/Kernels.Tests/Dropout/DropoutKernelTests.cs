using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

public class CoarseDropoutContract : ImageKernelContract<byte>
{
    private static readonly PixelRectangle[] Holes = [new(2, 1, 5, 4), new(-3, -3, 5, 5), new(30, 0, 100, 2), new(500, 500, 3, 3)];

    protected override IReadOnlyList<int> Channels => [1, 2, 3, 4];

    protected override bool InPlace => true;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
    {
        byte[] colour = [1, 2, 3, 4];
        CoarseDropoutKernel.Apply(source, shape, Holes, colour.AsSpan(0, Math.Clamp(shape.Channels, 1, 4)), destination);
    }

    protected override byte[] Oracle(byte[] source, ImageShape shape) => [.. source.Select((v, i) =>
    {
        int x = i / shape.Channels % shape.Width, y = i / shape.Stride;
        return Holes.Any(h => x >= h.X && x < h.X + h.Width && y >= h.Y && y < h.Y + h.Height) ? (byte)((i % shape.Channels) + 1) : v;
    })];
}

public class GridMaskContract : ImageKernelContract<byte>
{
    protected override bool InPlace => true;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
    {
        byte[] colour = [9, 9, 9, 9];
        GridMaskKernel.Apply(source, shape, new GridMaskOptions(7, 3, 2, 5), colour.AsSpan(0, Math.Clamp(shape.Channels, 1, 4)), destination);
    }

    protected override byte[] Oracle(byte[] source, ImageShape shape) => [.. source.Select((v, i) =>
        ((i / shape.Channels % shape.Width) + 2) % 7 < 3 && ((i / shape.Stride) + 5) % 7 < 3 ? (byte)9 : v)];
}

public class SaltAndPepperContract : ImageKernelContract<byte>
{
    private static readonly CounterRandom Stream = new(3, 0, 0, 0);

    protected override bool InPlace => true;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => SaltAndPepperKernel.Apply(source, shape, 0.2, 0.3, Stream, 1, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape)
    {
        var chance = new float[shape.Width * shape.Height];
        Stream.FillUniform(1, chance);
        return [.. source.Select((v, i) => shape.Channels == 4 && i % 4 == 3 ? v : chance[i / shape.Channels] < 0.2f ? (byte)255 : chance[i / shape.Channels] < 0.5f ? (byte)0 : v)];
    }
}

public class DropoutKernelTests
{
    [Fact]
    public void CoverageCountsArea()
    {
        Assert.Equal(0.5, CoarseDropoutKernel.CoveredShare(new Box(0, 0, 10, 10), [new PixelRectangle(-5, 0, 10, 50)]));
        Assert.Equal(1, CoarseDropoutKernel.CoveredShare(new Box(0, 0, 10, 10), [new PixelRectangle(0, 0, 10, 10), new PixelRectangle(0, 0, 10, 10)]));
        Assert.Equal(0, CoarseDropoutKernel.CoveredShare(new Box(0, 0, 10, 10), []));
        Assert.Equal(double.NaN, CoarseDropoutKernel.CoveredShare(new Box(0, 0, 0, 10), []));
    }

    [Fact]
    public void NoiseStaysInItsHole()
    {
        var shape = new ImageShape(20, 10, 4);
        byte[] image = Samples.Bytes(shape.Length), before = [.. image];
        CoarseDropoutKernel.EraseWithNoise(image, shape, new PixelRectangle(15, 5, 10, 10), new CounterRandom(1, 0, 0, 0), 0);
        int changed = 0;
        for (int i = 0; i < image.Length; i++)
        {
            bool inside = i / 4 % 20 >= 15 && i / 80 >= 5 && i % 4 < 3;
            Assert.True(inside || image[i] == before[i]);
            changed += image[i] != before[i] ? 1 : 0;
        }

        Assert.True(changed > 60, "75 samples of noise hardly equal what was there.");
    }
}
