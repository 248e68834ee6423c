using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

public class MixingKernelTests
{
    [Theory]
    [MemberData(nameof(GoldenOps.Of), "mixup", MemberType = typeof(GoldenOps))]
    public void MixupEqualsOpenCv(string name)
    {
        byte[] input = GoldenOps.Input(name, out ImageShape shape), result = new byte[shape.Length];
        MixupKernel.Images(input, GoldenOps.File.Bytes(name.Split(' ')[0] + " other"), 0.3, result);
        Samples.Close<byte>(GoldenOps.File.Bytes(name), result, 0, 0, name);
    }

    [Fact]
    public void MixupWorksAtEveryLengthAndInPlace()
    {
        for (int length = 0; length < 140; length++)
        {
            byte[] a = Samples.Bytes(length, 1), b = Samples.Bytes(length, 2), both = new byte[length];
            MixupKernel.Images(a, b, 0.25, both);
            Assert.Equal([.. a.Zip(b, (x, y) => (byte)Math.Round((x * 0.25) + (y * 0.75)))], both);
            MixupKernel.Images(a, b, 0.25, b);
            Assert.Equal(both, b);
        }
    }

    [Fact]
    public void LabelsMixToOne()
    {
        var mixed = new float[3];
        MixupKernel.Labels([1, 0, 0], [0, 0, 1], 0.25, mixed);
        Assert.Equal([0.25f, 0, 0.75f], mixed);
        Assert.Throws<ArgumentOutOfRangeException>(() => MixupKernel.Labels([1], [1], 1.5, mixed));
        Assert.Throws<ArgumentException>(() => MixupKernel.Labels([1], [1, 0], 0.5, mixed));
    }

    [Fact]
    public void CutMixTellsWhatIsReallyLeft()
    {
        var shape = new ImageShape(10, 8, 3);
        byte[] a = new byte[240], b = new byte[240], result = new byte[240];
        Array.Fill(b, (byte)9);
        PixelRectangle area = CutMixKernel.Area(shape, 0.75, 9, 0);
        double lambda = CutMixKernel.Apply(a, b, shape, area, result);
        Assert.Equal(result.Count(v => v == 0) / 240.0, lambda);
        Assert.True(lambda > 0.75, "The corner cuts the rectangle, so more than lambda is left.");
        Assert.Equal(new PixelRectangle(3, 2, 5, 4), CutMixKernel.Area(shape, 0.75, 5, 4));
    }

    [Fact]
    public void MosaicPartsMeetAndCoverAllTheyCan()
    {
        var mosaicShape = new ImageShape(40, 30, 1);
        var mosaic = new byte[mosaicShape.Length];
        for (int i = 0; i < 4; i++)
        {
            var shape = new ImageShape(50, 40, 1);
            var image = new byte[shape.Length];
            Array.Fill(image, (byte)(i + 1));
            MosaicPart part = MosaicKernel.Part(i, shape, 40, 30, 15, 12);
            MosaicKernel.Paste(image, shape, part, mosaic, mosaicShape);
        }

        for (int i = 0; i < mosaic.Length; i++)
            Assert.Equal((i % 40 < 15 ? 1 : 2) + (i / 40 < 12 ? 0 : 2), mosaic[i]);
    }

    [Fact]
    public void APointMovesWithItsMosaicPart()
    {
        var shape = new ImageShape(9, 7, 1);
        var mosaicShape = new ImageShape(20, 16, 1);
        for (int index = 0; index < 4; index++)
        {
            var image = new byte[shape.Length];
            image[(3 * 9) + 5] = 200;
            MosaicPart part = MosaicKernel.Part(index, shape, 20, 16, 10, 8);
            var mosaic = new byte[mosaicShape.Length];
            MosaicKernel.Paste(image, shape, part, mosaic, mosaicShape);
            Assert.Equal(((3 + part.Top) * 20) + 5 + part.Left, Array.IndexOf(mosaic, (byte)200));
        }

        Assert.Equal(0, MosaicKernel.Part(0, shape, 20, 16, 0, 8).Visible.Width);
    }
}
