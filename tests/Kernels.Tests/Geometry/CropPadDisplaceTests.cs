using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

public class CropPadDisplaceTests
{
    [Theory]
    [MemberData(nameof(GoldenOps.Of), "pad", MemberType = typeof(GoldenOps))]
    public void PadEqualsOpenCv(string name)
    {
        string mode = name.Split(' ')[2];
        byte[] input = GoldenOps.Input(name, out ImageShape shape);
        var padding = new Padding(3, 2, 1, 5);
        var result = new byte[PadKernel.OutputShape(shape, padding).Length];
        Border border = mode switch { "constant" => new(BorderMode.Constant, 10, 20, 30), "replicate" => new(BorderMode.Replicate), _ => new(BorderMode.Reflect101) };
        PadKernel.Apply(input, shape, padding, border, result);
        Samples.Close<byte>(GoldenOps.File.Bytes(name), result, 0, 0, name);
    }

    [Fact]
    public void ACropIsThePixelsItNames()
    {
        var shape = new ImageShape(13, 9, 3);
        int[] image = [.. Enumerable.Range(0, shape.Length)], crop = new int[4 * 5 * 3];
        CropKernel.Apply<int>(image, shape, new PixelRectangle(6, 2, 4, 5), crop);
        for (int i = 0; i < crop.Length; i++)
            Assert.Equal((((2 + (i / 12)) * 13) + 6 + (i / 3 % 4)) * 3 + (i % 3), crop[i]);
        Assert.Throws<ArgumentOutOfRangeException>(() => CropKernel.Apply<int>(image, shape, new PixelRectangle(10, 2, 4, 5), crop));
        Assert.Throws<ArgumentOutOfRangeException>(() => CropKernel.Apply<int>(image, shape, new PixelRectangle(int.MaxValue, 2, 4, 5), crop));
    }

    [Fact]
    public void ARandomCropGoesByEachSideOfItsOwn()
    {
        // The copy-paste slip: x drawn from the height. In a wide image some crop must begin beyond the height.
        var shape = new ImageShape(400, 50, 3);
        int furthest = 0;
        for (uint sample = 0; sample < 200; sample++)
        {
            PixelRectangle area = CropKernel.RandomResized(shape, RandomResizedCropOptions.Default, new CounterRandom(1, 0, sample, 0), 0);
            Assert.True(area is { X: >= 0, Y: >= 0 } && area.X + area.Width <= 400 && area.Y + area.Height <= 50 && area.Width > 0 && area.Height > 0);
            double aspect = (double)area.Width / area.Height;
            Assert.InRange(aspect, 0.7, 1.4);
            furthest = Math.Max(furthest, area.X);
        }

        Assert.True(furthest > 300);
        Assert.Equal(new PixelRectangle(1, 1, 2, 3), CropKernel.Center(new ImageShape(5, 5, 1), 2, 3));
    }

    [Fact]
    public void ElasticMovesImageAndPointsAlike()
    {
        const int width = 61, height = 47;
        var shape = new ImageShape(width, height, 1);
        float[] mapX = new float[shape.Length], mapY = new float[shape.Length];
        DisplacementKernel.Elastic(width, height, 60, 6, new CounterRandom(5, 0, 0, 0), 0, mapX, mapY);
        Assert.Contains(mapX.Select((v, i) => Math.Abs(v - (i % width))), d => d > 1.5);
        foreach ((int px, int py) in new[] { (20, 20), (40, 11), (33, 39), (10, 30) })
        {
            var image = new byte[shape.Length];
            for (int dy = -1; dy <= 1; dy++)
                image.AsSpan(((py + dy) * width) + px - 1, 3).Fill(255);
            var moved = new byte[shape.Length];
            RemapKernel.Apply(image, shape, mapX, mapY, new WarpOptions(width, height), moved);
            double sum = 0, x = 0, y = 0;
            for (int i = 0; i < moved.Length; i++)
            {
                sum += moved[i];
                x += moved[i] * (i % width);
                y += moved[i] * (i / width);
            }

            (double mx, double my) = DisplacementKernel.MapPoint(mapX, mapY, width, px, py);
            Assert.Equal(x / sum, mx, 0.3);
            Assert.Equal(y / sum, my, 0.3);
        }
    }

    [Fact]
    public void AGridThatIsNotMovedChangesNothing()
    {
        float[] mapX = new float[12], mapY = new float[12];
        DisplacementKernel.Grid(4, 3, 2, new (float, float)[9], mapX, mapY);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (float)(i % 4)), mapX);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (float)(i / 4)), mapY);
        var moved = new (float X, float Y)[9];
        moved[4] = (1, -1);
        DisplacementKernel.Grid(5, 5, 2, moved, mapX = new float[25], mapY = new float[25]);
        Assert.Equal((3f, 1f), (mapX[12], mapY[12]));
        Assert.Equal((1.5f, 1.5f), (mapX[11], mapY[11]));
    }
}
