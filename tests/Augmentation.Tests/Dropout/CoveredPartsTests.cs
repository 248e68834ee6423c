using DeepRecipes.Contracts;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation.Tests;

public sealed class CoveredPartsTests
{
    private static readonly ImageShape s_shape = new(40, 30, 3);

    [Fact]
    public void PictureMaskAndKeypointsAgreeOnWhatIsCovered()
    {
        foreach (var op in new DropoutOp[] { new CoarseDropout(), new Cutout(), new RandomErasing(), new GridMask { Unit = 12 } })
        {
            for (ulong id = 0; id < 5; id++)
            {
                var points = Enumerable.Range(0, 1200).SelectMany(i => new float[] { i % 40, i / 40, 2 }).ToArray();
                var moved = SampleChecks.Moved(op with { Fill = 9, MaskFill = 5, HidesKeypoints = true }, Sample(points), id, new() { SymmetricKeypoints = true });
                for (var i = 0; i < 1200; i++)
                {
                    var covered = moved.Pixels.Span[3 * i] == 9;
                    Assert.Equal(covered ? 5 : 1, moved.Mask!.Value.Span[i]);
                    Assert.Equal(covered ? 0 : 2, moved.Keypoints!.Value.Span[(3 * i) + 2]);
                }
                Assert.Contains((byte)9, moved.Pixels.ToArray());
            }
        }
    }

    [Fact]
    public void MaskAndKeypointsStayUnlessAskedOtherwise()
    {
        var moved = SampleChecks.Moved(new Cutout { Size = 100 }, Sample([20, 15, 2]), 1, new() { SymmetricKeypoints = true });
        Assert.Equal(2, moved.Keypoints!.Value.Span[2]);
        Assert.DoesNotContain((byte)5, moved.Mask!.Value.ToArray());
    }

    private static Sample Sample(float[] points) => new(s_shape, Enumerable.Repeat((byte)200, s_shape.Length).ToArray())
    {
        Mask = Enumerable.Repeat((byte)1, 1200).ToArray(),
        Keypoints = points,
    };
}
