using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

public class FlipHorizontalContract : ImageKernelContract<byte>
{
    protected override IReadOnlyList<int> Channels => [1, 2, 3, 4];

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => FlipKernel.Horizontal(source, shape, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape) => SymmetryOracle.Move(source, shape, (x, y) => (shape.Width - 1 - x, y), shape);
}

public class FlipVerticalContract : ImageKernelContract<byte>
{
    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => FlipKernel.Vertical(source, shape, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape) => SymmetryOracle.Move(source, shape, (x, y) => (x, shape.Height - 1 - y), shape);
}

public abstract class SymmetryContract(SquareSymmetry symmetry) : ImageKernelContract<byte>
{
    protected override IReadOnlyList<int> Channels => [1, 2, 3, 4];

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => SquareSymmetryKernel.Apply(source, shape, symmetry, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape) => SymmetryOracle.Apply(source, shape, symmetry);
}

public class IdentityContract() : SymmetryContract(SquareSymmetry.Identity);

public class Rotate90Contract() : SymmetryContract(SquareSymmetry.Rotate90);

public class Rotate180Contract() : SymmetryContract(SquareSymmetry.Rotate180);

public class Rotate270Contract() : SymmetryContract(SquareSymmetry.Rotate270);

public class TransposeContract() : SymmetryContract(SquareSymmetry.Transpose);

public class TransverseContract() : SymmetryContract(SquareSymmetry.Transverse);

public class FlipKernelTests
{
    public static TheoryData<SquareSymmetry> All => [.. Enum.GetValues<SquareSymmetry>()];

    [Theory]
    [MemberData(nameof(All))]
    public void FloatsAndIntegersMoveAsBytesDo(SquareSymmetry symmetry)
    {
        foreach ((int width, int height) in Samples.Sizes)
        {
            for (int channels = 1; channels <= 4; channels++)
            {
                var shape = new ImageShape(width, height, channels);
                float[] floats = [.. Enumerable.Range(0, shape.Length).Select(i => i * 0.5f)];
                var moved = new float[shape.Length];
                SquareSymmetryKernel.Apply<float>(floats, shape, symmetry, moved);
                Assert.Equal(SymmetryOracle.Apply(floats, shape, symmetry), moved);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void PicturesOfSeveralTilesMoveAsSmallOnesDo(SquareSymmetry symmetry)
    {
        foreach ((int width, int height) in new[] { (1030, 3), (3, 1030), (518, 515) })
        {
            for (int channels = 1; channels <= 4; channels++)
            {
                var shape = new ImageShape(width, height, channels);
                byte[] picture = Samples.Bytes(shape.Length);
                var moved = new byte[shape.Length];
                SquareSymmetryKernel.Apply(picture, shape, symmetry, moved);
                Assert.True(SymmetryOracle.Apply(picture, shape, symmetry).AsSpan().SequenceEqual(moved), $"{symmetry} of {shape}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void TheInverseBringsEverythingBack(SquareSymmetry symmetry)
    {
        var shape = new ImageShape(37, 22, 3);
        byte[] picture = Samples.Bytes(shape.Length);
        var there = new byte[shape.Length];
        var back = new byte[shape.Length];
        SquareSymmetryKernel.Apply<byte>(picture, shape, symmetry, there);
        SquareSymmetryKernel.Apply<byte>(there, SquareSymmetryKernel.OutputShape(shape, symmetry), SquareSymmetryKernel.Inverse(symmetry), back);
        Assert.Equal(picture, back);
    }

    [Theory]
    [InlineData("hflip", SquareSymmetry.FlipHorizontal)]
    [InlineData("vflip", SquareSymmetry.FlipVertical)]
    [InlineData("rot90cw", SquareSymmetry.Rotate90)]
    [InlineData("rot180", SquareSymmetry.Rotate180)]
    [InlineData("rot90ccw", SquareSymmetry.Rotate270)]
    public void EqualsOpenCv(string name, SquareSymmetry symmetry)
    {
        GoldenImages golden = GoldenImages.Load("images", "image_ops.json");
        ImageShape shape = golden.Shape("input_rgb");
        var moved = new byte[shape.Length];
        SquareSymmetryKernel.Apply<byte>(golden.Bytes("input_rgb"), shape, symmetry, moved);
        Assert.Equal(golden.Bytes(name), moved);
        Assert.Equal(golden.Shape(name), SquareSymmetryKernel.OutputShape(shape, symmetry));
    }

    [Fact]
    public void AnUnknownSymmetryIsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SquareSymmetryKernel.Apply<byte>(new byte[3], new ImageShape(1, 1, 3), (SquareSymmetry)8, new byte[3]));
}

internal static class SymmetryOracle
{
    public static T[] Apply<T>(T[] source, ImageShape shape, SquareSymmetry symmetry)
    {
        int w = shape.Width, h = shape.Height;
        ImageShape turned = new(h, w, shape.Channels);
        return symmetry switch
        {
            SquareSymmetry.Rotate90 => Move(source, shape, (x, y) => (h - 1 - y, x), turned),
            SquareSymmetry.Rotate180 => Move(source, shape, (x, y) => (w - 1 - x, h - 1 - y), shape),
            SquareSymmetry.Rotate270 => Move(source, shape, (x, y) => (y, w - 1 - x), turned),
            SquareSymmetry.FlipHorizontal => Move(source, shape, (x, y) => (w - 1 - x, y), shape),
            SquareSymmetry.FlipVertical => Move(source, shape, (x, y) => (x, h - 1 - y), shape),
            SquareSymmetry.Transpose => Move(source, shape, (x, y) => (y, x), turned),
            SquareSymmetry.Transverse => Move(source, shape, (x, y) => (h - 1 - y, w - 1 - x), turned),
            _ => [.. source],
        };
    }

    public static T[] Move<T>(T[] source, ImageShape shape, Func<int, int, (int X, int Y)> to, ImageShape output)
    {
        var result = new T[source.Length];
        for (int y = 0; y < shape.Height; y++)
        {
            for (int x = 0; x < shape.Width; x++)
            {
                (int tx, int ty) = to(x, y);
                for (int c = 0; c < shape.Channels; c++)
                    result[(((ty * output.Width) + tx) * shape.Channels) + c] = source[(((y * shape.Width) + x) * shape.Channels) + c];
            }
        }

        return result;
    }
}
