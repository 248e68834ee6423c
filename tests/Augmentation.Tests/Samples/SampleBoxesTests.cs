using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation.Tests;

public sealed class SampleBoxesTests
{
    private static readonly ImageShape s_image = new(20, 10, 3);

    private static GeometricAct Flip => (GeometricAct)new FlipHorizontal().Draw(new(s_image, Kernels.ChannelOrder.Rgb), Draws.None);

    [Fact]
    public void A_mirrored_box_has_its_edges_exchanged()
    {
        var moved = new Box[1];
        Assert.Equal(1, SampleBoxes.Move(Flip, s_image, [new Box(2, 3, 8, 9)], new(), moved, new BoxDropReason[1]));
        Assert.Equal(new Box(12, 3, 18, 9), moved[0]);
    }

    [Fact]
    public void A_mirrored_oriented_box_keeps_its_size_and_turns_the_other_way()
    {
        var moved = new OrientedBox[1];
        var box = new OrientedBox(5, 5, 6, 2, .3);
        Assert.Equal(1, SampleOrientedBoxes.Move(Flip, s_image, [box], new(), moved, new BoxDropReason[1]));
        Assert.Equal(15, moved[0].CenterX, 1e-9);
        Assert.Equal(5, moved[0].CenterY, 1e-9);
        Assert.Equal(6, moved[0].Width, 1e-6);
        Assert.Equal(2, moved[0].Height, 1e-6);
        Assert.Equal(-.3, moved[0].Angle, 1e-6);
    }
}
