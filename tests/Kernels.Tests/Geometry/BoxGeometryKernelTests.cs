namespace DeepRecipes.Kernels.Tests;

public class BoxGeometryKernelTests
{
    [Fact]
    public void AFlipUsesContinuousEdges()
    {
        // width - 1 - x is for points; a box that touches the right border must touch the left one afterwards.
        Box[] boxes = [new(10, 2, 100, 5), new(0, 0, 100, 50)];
        BoxGeometryKernel.ApplySymmetry(boxes, 100, 50, SquareSymmetry.FlipHorizontal, boxes);
        Assert.Equal([new Box(0, 2, 90, 5), new Box(0, 0, 100, 50)], boxes);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-120)]
    [InlineData(271.5)]
    public void TheHullHoldsTheFourCorners(double degrees)
    {
        AffineTransform map = AffineTransform.Rotation(31, 17, degrees, 1.4);
        var box = new Box(3, 5, 20, 41);
        Box hull = BoxGeometryKernel.Hull(box, map);
        double left = double.MaxValue, top = double.MaxValue, right = double.MinValue, bottom = double.MinValue;
        foreach ((float x, float y) in new[] { (3f, 5f), (20f, 5f), (20f, 41f), (3f, 41f) })
        {
            (double px, double py) = map.Map(x - 0.5, y - 0.5);
            (left, right) = (Math.Min(left, px + 0.5), Math.Max(right, px + 0.5));
            (top, bottom) = (Math.Min(top, py + 0.5), Math.Max(bottom, py + 0.5));
        }

        Assert.Equal(left, hull.X1, 1e-4);
        Assert.Equal(top, hull.Y1, 1e-4);
        Assert.Equal(right, hull.X2, 1e-4);
        Assert.Equal(bottom, hull.Y2, 1e-4);
    }

    [Fact]
    public void EveryDroppedBoxHasItsReason()
    {
        Box[] boxes =
        [
            new(1, 1, 9, 9), new(-5, 0, 5, 10), new(20, 20, 30, 30), new(3, 3, 3, 9), new(0, 0, float.NaN, 4), new(0, 0, 2, 2), new(0, 0, 1, 8), new(-9, 0, 1, 10), new(10, 0, 12, 4),
        ];
        var clipped = new Box[boxes.Length];
        var reasons = new BoxDropReason[boxes.Length];
        int kept = BoxVisibilityKernel.Apply(boxes, 10, 10, new BoxClipRules(0.5, 6, 2), clipped, reasons);
        Assert.Equal(
            [
                BoxDropReason.Kept, BoxDropReason.Kept, BoxDropReason.Outside, BoxDropReason.Degenerate, BoxDropReason.Degenerate, BoxDropReason.Area, BoxDropReason.Side,
                BoxDropReason.Visibility, BoxDropReason.Outside,
            ],
            reasons);
        Assert.Equal(2, kept);
        Assert.Equal(new Box(0, 0, 5, 10), clipped[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => BoxVisibilityKernel.Apply(boxes, 10, 10, new BoxClipRules(1.5), clipped, reasons));
    }
}
