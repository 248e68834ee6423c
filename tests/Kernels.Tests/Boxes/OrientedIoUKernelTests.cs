using FsCheck;
using FsCheck.Fluent;

namespace DeepRecipes.Kernels.Tests.Boxes;

public class OrientedIoUKernelTests
{
    [Fact]
    public void UnitSquareAgainstItsDiagonalSelf_IsTheOctagonsShare()
    {
        // Two unit squares, one turned by 45 degrees: they share a regular octagon of area 2(sqrt 2 - 1).
        double octagon = 2 * (Math.Sqrt(2) - 1);
        double iou = OrientedIoUKernel.Value(new(5, 5, 1, 1, 0.3), new(5, 5, 1, 1, 0.3 + (Math.PI / 4)));
        Assert.Equal(octagon / (2 - octagon), iou, 1e-12);
    }

    [Fact]
    public void QuarterTurn_SwapsTheSides() =>
        Assert.Equal(1, OrientedIoUKernel.Value(new(1, 2, 10, 4, 0.7), new(1, 2, 4, 10, 0.7 + (Math.PI / 2))), 1e-12);

    [Fact]
    public void AngleZero_IsThePlainIoU() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            Box a = RandomBox(random);
            Box b = RandomBox(random);
            Assert.Equal(IoUKernel.Value(a, b), OrientedIoUKernel.Value(OrientedBox.From(a), OrientedBox.From(b)), 1e-5);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TurningTheWorld_ChangesNothing() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            OrientedBox a = new(random.NextDouble() * 10, random.NextDouble() * 10, 1 + (random.NextDouble() * 9), 1 + (random.NextDouble() * 9), random.NextDouble() * 6);
            OrientedBox b = new(random.NextDouble() * 10, random.NextDouble() * 10, 1 + (random.NextDouble() * 9), 1 + (random.NextDouble() * 9), random.NextDouble() * 6);
            double turn = random.NextDouble() * 6;
            double iou = OrientedIoUKernel.Value(a, b);
            Assert.InRange(iou, 0, 1);
            Assert.Equal(iou, OrientedIoUKernel.Value(Turn(a, turn), Turn(b, turn)), 1e-9);
            Assert.Equal(iou, OrientedIoUKernel.Value(b, a), 1e-9);
            Assert.Equal(1, OrientedIoUKernel.Value(a, a), 1e-9);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void SampledArea_Agrees()
    {
        // The oracle counts points of a fine grid and shares nothing with the clipping.
        OrientedBox a = new(10, 9, 8, 5, 0.4);
        OrientedBox b = new(12, 10, 6, 6, 1.1);
        long both = 0;
        long either = 0;
        for (int i = 0; i < 2000; i++)
        {
            for (int j = 0; j < 2000; j++)
            {
                bool inA = Inside(a, i / 100.0, j / 100.0);
                bool inB = Inside(b, i / 100.0, j / 100.0);
                both += inA && inB ? 1 : 0;
                either += inA || inB ? 1 : 0;
            }
        }

        Assert.Equal(both / (double)either, OrientedIoUKernel.Value(a, b), 2e-3);
    }

    [Fact]
    public void Degenerate_IsNaNOrZero_AndNegativeSidesAreRefused()
    {
        Assert.Equal(double.NaN, OrientedIoUKernel.Value(new(0, 0, 0, 3, 0), new(0, 0, 4, 0, 1)));
        Assert.Equal(0, OrientedIoUKernel.Value(new(0, 0, 0, 3, 0), new(0, 0, 4, 4, 1)));
        Assert.Equal("second", Assert.Throws<ArgumentOutOfRangeException>(() => OrientedIoUKernel.Value(new(0, 0, 1, 1, 0), new(0, 0, -1, 1, 0))).ParamName);
    }

    private static bool Inside(OrientedBox box, double x, double y)
    {
        double u = ((x - box.CenterX) * Math.Cos(box.Angle)) + ((y - box.CenterY) * Math.Sin(box.Angle));
        double v = ((y - box.CenterY) * Math.Cos(box.Angle)) - ((x - box.CenterX) * Math.Sin(box.Angle));
        return Math.Abs(u) <= box.Width / 2 && Math.Abs(v) <= box.Height / 2;
    }

    private static OrientedBox Turn(OrientedBox box, double angle) => new(
        (box.CenterX * Math.Cos(angle)) - (box.CenterY * Math.Sin(angle)),
        (box.CenterX * Math.Sin(angle)) + (box.CenterY * Math.Cos(angle)),
        box.Width, box.Height, box.Angle + angle);

    private static Box RandomBox(Random random)
    {
        (float x, float y) = (random.NextSingle() * 50, random.NextSingle() * 50);
        return new(x, y, x + 1 + (random.NextSingle() * 40), y + 1 + (random.NextSingle() * 40));
    }
}
