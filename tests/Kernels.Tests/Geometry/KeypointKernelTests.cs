using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

public class KeypointKernelTests
{
    private static readonly (int Width, int Height)[] Sizes = [(1, 1), (1, 7), (6, 1), (8, 6), (7, 5), (5, 8)];

    public static TheoryData<SquareSymmetry> All => [.. Enum.GetValues<SquareSymmetry>()];

    [Theory]
    [MemberData(nameof(All))]
    public void AMarkedPixelAndItsPointMoveAlike(SquareSymmetry symmetry)
    {
        foreach ((int width, int height) in Sizes)
        {
            var shape = new ImageShape(width, height, 1);
            ImageShape after = SquareSymmetryKernel.OutputShape(shape, symmetry);
            for (int i = 0; i < shape.Length; i++)
            {
                var image = new byte[shape.Length];
                image[i] = 200;
                var moved = new byte[shape.Length];
                SquareSymmetryKernel.Apply<byte>(image, shape, symmetry, moved);
                float[] point = [i % width, i / width, 2];
                var movedPoint = new float[3];
                KeypointKernel.ApplySymmetry(point, width, height, symmetry, [], movedPoint);
                int at = Array.IndexOf(moved, (byte)200);
                Assert.Equal([at % after.Width, at / after.Width, 2f], movedPoint);

                Box[] box = [new Box(i % width, i / width, (i % width) + 1, (i / width) + 1)];
                BoxGeometryKernel.ApplySymmetry(box, width, height, symmetry, box);
                Assert.Equal(new Box(at % after.Width, at / after.Width, (at % after.Width) + 1, (at / after.Width) + 1), box[0]);
            }
        }
    }

    [Fact]
    public void AFlipIsWidthMinusOneMinusX()
    {
        // The classic mistake is width - x: the point leaves the pixel it marks, and x = 0 leaves the image.
        float[] points = [0, 3, 2, 99, 3, 2];
        var moved = new float[6];
        KeypointKernel.ApplySymmetry(points, 100, 10, SquareSymmetry.FlipHorizontal, [], moved);
        Assert.Equal([99f, 3, 2, 0, 3, 2], moved);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void TheLeftEyeStaysTheLeftEye(SquareSymmetry symmetry)
    {
        // Joints: left eye, right eye, nose. Marked in the image by colours, so that "left" has a meaning after mirroring: the mirrored person's left eye is where the right one was.
        float[] person = [10, 4, 2, 3, 5, 1, 6, 8, 2, 20, 14, 2, 13, 15, 1, 16, 18, 2];
        int[] mirror = [1, 0, 2];
        var moved = new float[person.Length];
        KeypointKernel.ApplySymmetry(person, 40, 30, symmetry, mirror, moved);
        var plain = new float[person.Length];
        KeypointKernel.ApplySymmetry(person, 40, 30, symmetry, [], plain);
        for (int instance = 0; instance < 2; instance++)
        {
            for (int joint = 0; joint < 3; joint++)
            {
                int from = SquareSymmetryKernel.Mirrors(symmetry) ? mirror[joint] : joint;
                Assert.Equal(plain.AsSpan(9 * instance + 3 * from, 3).ToArray(), moved.AsSpan(9 * instance + 3 * joint, 3).ToArray());
            }
        }

        Assert.Equal(SquareSymmetryKernel.Mirrors(symmetry), AffineTransform.FromSymmetry(symmetry, 40, 30).Mirrors);
    }

    [Fact]
    public void AMirrorThatIsNotItsOwnInverseIsRefused()
    {
        Assert.Throws<ArgumentException>(() => KeypointKernel.ApplySymmetry(new float[9], 4, 4, SquareSymmetry.FlipHorizontal, [1, 2, 0], new float[9]));
        Assert.Throws<ArgumentException>(() => KeypointKernel.ApplySymmetry(new float[9], 4, 4, SquareSymmetry.FlipHorizontal, [0, 1], new float[9]));
        Assert.Throws<ArgumentException>(() => KeypointKernel.ApplySymmetry(new float[9], 4, 4, SquareSymmetry.FlipHorizontal, [0, 1, 3], new float[9]));
        Assert.Throws<ArgumentException>(() => KeypointKernel.ApplySymmetry(new float[8], 4, 4, SquareSymmetry.FlipHorizontal, [], new float[8]));
    }

    [Fact]
    public void PointsOutsideKeepTheirPlaceAndAreHidden()
    {
        float[] points = [-1, 0, 2, 3.4f, 1, 1, 3.5f, 1, 2, 0, -0.5f, 2, 0, 5, 0];
        Assert.Equal(2, KeypointKernel.HideOutside(points, 4, 3));
        Assert.Equal([-1, 0, 0, 3.4f, 1, 1, 3.5f, 1, 0, 0, -0.5f, 2, 0, 5, 0], points);
    }

    [Fact]
    public void AnAffineMapAndItsInverseReturnPoints()
    {
        AffineTransform map = AffineTransform.Rotation(20, 30, 33, 1.3).Then(AffineTransform.Translation(4.5, -7));
        float[] points = [1, 2, 2, 50, 40, 1];
        var there = new float[6];
        var back = new float[6];
        KeypointKernel.Apply(points, map, [], there);
        KeypointKernel.Apply(there, map.Invert(), [], back);
        Samples.Close<float>(points, back, 1e-5, 1, "points");
        Assert.Throws<InvalidOperationException>(() => new AffineTransform(1, 2, 0, 2, 4, 0).Invert());
    }
}
