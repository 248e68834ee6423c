using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

/// <summary>
/// The oracle warps in double at places rounded to 1/32 pixel; OpenCV's 10-bit places round a few to the next 1/32 (nearest: to the next pixel). Equality to the bit is judged by the golden files.
/// </summary>
public abstract class AffineWarpContract(WarpInterpolation interpolation, BorderMode border) : ImageKernelContract<byte>
{
    private static readonly AffineTransform Map = AffineTransform.Rotation(12, 9, 25, 0.9).Then(AffineTransform.Translation(3.25, -2.5));

    protected override IReadOnlyList<int> Channels => [1, 2, 3, 4];

    protected override double Tolerance => interpolation == WarpInterpolation.Nearest ? 255 : 24;

    protected override double Share => interpolation == WarpInterpolation.Nearest ? 0.03 : 0.25;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
        AffineWarpKernel.Apply(source, shape, Map, new WarpOptions(37, 21, interpolation, new Border(border, 1, 2, 3, 4)), destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape)
    {
        double determinant = (Map.A * Map.E) - (Map.B * Map.D);
        var result = new byte[37 * 21 * shape.Channels];
        for (int i = 0; i < result.Length; i++)
        {
            int c = i % shape.Channels, x = i / shape.Channels % 37, y = i / shape.Channels / 37;
            double bx = ((Map.E * (x - Map.C)) - (Map.B * (y - Map.F))) / determinant, by = ((Map.A * (y - Map.F)) - (Map.D * (x - Map.C))) / determinant;
            double unit = interpolation == WarpInterpolation.Nearest ? 1 : 32;
            bx = Math.Floor((bx * unit) + 0.5) / unit;
            by = Math.Floor((by * unit) + 0.5) / unit;
            result[i] = (byte)Math.Clamp(Math.Floor(At(source, shape, bx, by, c) + 0.5), 0, 255);
        }

        return result;
    }

    private double At(byte[] source, ImageShape shape, double x, double y, int c)
    {
        int x0 = (int)Math.Floor(x), y0 = (int)Math.Floor(y), reach = interpolation == WarpInterpolation.Bicubic ? 2 : 1;
        double sum = 0;
        for (int ty = y0 - reach + 1; ty <= y0 + reach; ty++)
        {
            for (int tx = x0 - reach + 1; tx <= x0 + reach; tx++)
                sum += Weight(tx - x) * Weight(ty - y) * Tap(source, shape, tx, ty, c);
        }

        return sum;
    }

    private double Weight(double distance)
    {
        double d = Math.Abs(distance);
        if (interpolation == WarpInterpolation.Bicubic)
            return d <= 1 ? (1.25 * d * d * d) - (2.25 * d * d) + 1 : d < 2 ? (-0.75 * d * d * d) + (3.75 * d * d) - (6 * d) + 3 : 0;
        return Math.Max(0, 1 - d);
    }

    private double Tap(byte[] source, ImageShape shape, int x, int y, int c)
    {
        bool inside = x >= 0 && y >= 0 && x < shape.Width && y < shape.Height;
        if (!inside && border == BorderMode.Constant)
            return c + 1;
        return source[(((Wrap(y, shape.Height) * shape.Width) + Wrap(x, shape.Width)) * shape.Channels) + c];
    }

    private int Wrap(int i, int length)
    {
        if (border == BorderMode.Replicate || length == 1)
            return Math.Clamp(i, 0, length - 1);
        while (i < 0 || i >= length)
            i = i < 0 ? -i : (2 * (length - 1)) - i;
        return i;
    }
}

public class AffineNearestConstantContract() : AffineWarpContract(WarpInterpolation.Nearest, BorderMode.Constant);

public class AffineNearestReplicateContract() : AffineWarpContract(WarpInterpolation.Nearest, BorderMode.Replicate);

public class AffineBilinearConstantContract() : AffineWarpContract(WarpInterpolation.Bilinear, BorderMode.Constant);

public class AffineBilinearReplicateContract() : AffineWarpContract(WarpInterpolation.Bilinear, BorderMode.Replicate);

public class AffineBilinearReflectContract() : AffineWarpContract(WarpInterpolation.Bilinear, BorderMode.Reflect101);

public class AffineBicubicReflectContract() : AffineWarpContract(WarpInterpolation.Bicubic, BorderMode.Reflect101);

public class WarpKernelTests
{
    [Theory]
    [MemberData(nameof(GoldenOps.Of), "warp", MemberType = typeof(GoldenOps))]
    public void AffineEqualsOpenCv(string name)
    {
        string[] words = name.Split(' ');
        byte[] input = GoldenOps.Input(name, out ImageShape shape);
        double[] m = GoldenOps.File.Matrix(words[0] + " " + words[2]);
        ImageShape target = GoldenOps.File.Shape(name);
        var result = new byte[target.Length];
        AffineWarpKernel.Apply(input, shape, new AffineTransform(m[0], m[1], m[2], m[3], m[4], m[5]), Options(target, words[3], words[4]), result);
        Samples.Close<byte>(GoldenOps.File.Bytes(name), result, 0, 0, name);
    }

    [Theory]
    [MemberData(nameof(GoldenOps.Of), "perspective", MemberType = typeof(GoldenOps))]
    public void PerspectiveEqualsOpenCv(string name)
    {
        string[] words = name.Split(' ');
        byte[] input = GoldenOps.Input(name, out ImageShape shape);
        double[] m = GoldenOps.File.Matrix(words[0] + " perspective");
        ImageShape target = GoldenOps.File.Shape(name);
        var result = new byte[target.Length];
        PerspectiveWarpKernel.Apply(input, shape, new PerspectiveTransform(m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8]), Options(target, words[2], words[3]), result);
        Samples.Close<byte>(GoldenOps.File.Bytes(name), result, 0, 0, name);
    }

    [Theory]
    [MemberData(nameof(GoldenOps.Of), "remap", MemberType = typeof(GoldenOps))]
    public void RemapEqualsOpenCv(string name)
    {
        string[] words = name.Split(' ');
        byte[] input = GoldenOps.Input(name, out ImageShape shape);
        var result = new byte[shape.Length];
        RemapKernel.Apply(input, shape, GoldenOps.File.Floats(words[0] + " mapx"), GoldenOps.File.Floats(words[0] + " mapy"), Options(shape, words[2], words[3]), result);
        Samples.Close<byte>(GoldenOps.File.Bytes(name), result, 0, 0, name);
    }

    [Theory]
    [InlineData("nearest")]
    [InlineData("linear")]
    [InlineData("cubic")]
    public void EqualsTheSharedOracle(string interpolation)
    {
        double[] m = GoldenOps.Shared.Numbers("rotate15_matrix_2x3");
        ImageShape shape = GoldenOps.Shared.Shape("input_rgb");
        var result = new byte[shape.Length];
        AffineWarpKernel.Apply(
            GoldenOps.Shared.Bytes("input_rgb"), shape, new AffineTransform(m[0], m[1], m[2], m[3], m[4], m[5]), Options(shape, interpolation, "black"), result);
        Assert.Equal(GoldenOps.Shared.Bytes("rotate15_" + interpolation), result);
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(90, 1)]
    [InlineData(-147, 1)]
    [InlineData(10, -1)]
    public void AMarkedPixelAndItsPointMoveAlike(double degrees, double mirror)
    {
        foreach ((int width, int height) in new[] { (20, 15), (21, 16), (1, 9), (9, 1) })
        {
            var shape = new ImageShape(width, height, 1);
            AffineTransform map = new AffineTransform(mirror, 0, mirror < 0 ? width - 1 : 0, 0, 1, 0)
                .Then(AffineTransform.Rotation((width - 1) / 2.0, (height - 1) / 2.0, degrees)).Then(AffineTransform.Translation(20, 20));
            int[] places = [0, width - 1, (height - 1) * width, shape.Length - 1, shape.Length / 2];
            foreach (int i in places)
            {
                var image = new byte[shape.Length];
                image[i] = 255;
                var moved = new byte[64 * 64];
                AffineWarpKernel.Apply(image, shape, map, new WarpOptions(64, 64), moved);
                float[] point = [i % width, i / width, 2];
                var movedPoint = new float[3];
                KeypointKernel.Apply(point, map, [], movedPoint);
                double sum = 0, x = 0, y = 0;
                for (int j = 0; j < moved.Length; j++)
                {
                    sum += moved[j];
                    x += moved[j] * (j % 64);
                    y += moved[j] * (j / 64);
                }

                // The light's centre; bilinear taps spread it unevenly by a fraction of a pixel.
                Assert.Equal(x / sum, movedPoint[0], 0.2);
                Assert.Equal(y / sum, movedPoint[1], 0.2);
            }
        }
    }

    [Fact]
    public void NearestInventsNoClass()
    {
        byte[] mask = [.. Enumerable.Range(0, 30 * 20).Select(i => (byte)(i % 30 < 15 ? 3 : 200))];
        var moved = new byte[30 * 20];
        AffineWarpKernel.Apply(mask, new ImageShape(30, 20, 1), AffineTransform.Rotation(14.5, 9.5, 33), new WarpOptions(30, 20, WarpInterpolation.Nearest, new Border(BorderMode.Constant, 255)), moved);
        Assert.Equal(new byte[] { 3, 200, 255 }, moved.Distinct().Order());
        AffineWarpKernel.Apply(mask, new ImageShape(30, 20, 1), AffineTransform.Rotation(14.5, 9.5, 33), new WarpOptions(30, 20), moved);
        Assert.True(moved.Distinct().Count() > 3, "Bilinear mixes classes: what the mask must never get.");
    }

    [Fact]
    public void FourPointsGiveTheHomographyThatMovesThem()
    {
        (double X, double Y)[] from = [(0, 0), (100, 3), (97, 60), (-4, 55)], to = [(10, 5), (80, 0), (90, 77), (0, 60)];
        PerspectiveTransform map = PerspectiveTransform.FromPoints(from, to);
        for (int i = 0; i < 4; i++)
        {
            (double x, double y) = map.Map(from[i].X, from[i].Y);
            Assert.Equal(to[i].X, x, 1e-9);
            Assert.Equal(to[i].Y, y, 1e-9);
            (x, y) = map.Invert().Map(x, y);
            Assert.Equal(from[i].X, x, 1e-9);
            Assert.Equal(from[i].Y, y, 1e-9);
        }

        Assert.Throws<ArgumentException>(() => PerspectiveTransform.FromPoints([(0, 0), (1, 1), (2, 2), (0, 5)], to));
        Assert.False(map.MirrorsAt(50, 30));
        Assert.True(PerspectiveTransform.FromAffine(AffineTransform.FromSymmetry(SquareSymmetry.FlipHorizontal, 9, 9)).MirrorsAt(1, 1));
    }

    private static WarpOptions Options(ImageShape target, string interpolation, string border) => new(
        target.Width, target.Height,
        interpolation switch { "nearest" => WarpInterpolation.Nearest, "linear" => WarpInterpolation.Bilinear, _ => WarpInterpolation.Bicubic },
        border switch { "black" => default, "constant" => new Border(BorderMode.Constant, 10, 20, 30), "replicate" => new Border(BorderMode.Replicate), _ => new Border(BorderMode.Reflect101) });
}
