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

    [Fact]
    public void A_bent_oriented_box_holds_what_it_held()
    {
        var image = new ImageShape(60, 50, 3);
        var act = (GeometricAct)new GridDistortion().Draw(image, Draws.Keyed(new(1, 0, 2)));
        var (box, moved) = (new OrientedBox(30, 25, 24, 12, .4), new OrientedBox[1]);
        SampleOrientedBoxes.Move(act, image, [box], moved);
        for (var i = 0; i < 100; i++)
        {
            // Along its four sides.
            var (along, side) = (((i % 25) / 24.0) - .5, i / 25);
            var (u, v) = side switch { 0 => (along, -.5), 1 => (along, .5), 2 => (-.5, along), _ => (.5, along) };
            var place = act.Move(At(box, u, v), image);
            var (sin, cos) = Math.SinCos(moved[0].Angle);
            double dx = place.X - moved[0].CenterX, dy = place.Y - moved[0].CenterY;
            Assert.InRange(Math.Abs((cos * dx) + (sin * dy)), 0, (moved[0].Width / 2) + .5);
            Assert.InRange(Math.Abs((cos * dy) - (sin * dx)), 0, (moved[0].Height / 2) + .5);
        }

        static Place At(OrientedBox box, double u, double v)
        {
            var (sin, cos) = Math.SinCos(box.Angle);
            return new(box.CenterX + (u * box.Width * cos) - (v * box.Height * sin), box.CenterY + (u * box.Width * sin) + (v * box.Height * cos));
        }
    }
}
