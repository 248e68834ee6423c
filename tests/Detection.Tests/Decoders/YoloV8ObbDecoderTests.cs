using DeepRecipes.Kernels;

namespace DeepRecipes.Detection.Tests;

public class YoloV8ObbDecoderTests : DecoderContract<YoloV8ObbDecoder>
{
    // A 3-4-5 triangle's angle: the corners are whole numbers.
    private static readonly float Angle = MathF.Atan2(3, 4);

    private protected override IReadOnlyList<Thing> Things =>
    [
        new Thing(new Box(100 - 55, 80 - 50, 100 + 55, 80 + 50), 0.9f, 2)
        {
            Points = [100 - 25, 80 - 50, 2, 100 + 55, 80 + 10, 2, 100 + 25, 80 + 50, 2, 100 - 55, 80 - 10, 2],
        },
    ];

    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        var head = YoloV8DecoderTests.EncodeTable([], 3, 1);
        if (things.Count > 0)
        {
            (head[0, 0, 5], head[0, 1, 5], head[0, 2, 5], head[0, 3, 5]) = (100, 80, 100, 50);
            (head[0, 6, 5], head[0, 7, 5]) = (0.9f, Angle);
        }

        return [head.View];
    }

    [Fact]
    public void TheCornersGiveTheTurnedBoxBack()
    {
        var found = Decode(Encode(Things));

        var box = OrientedCorners.Read(found.KeypointsOf(0));

        Assert.Equal((100, 80), (box.CenterX, box.CenterY));
        Assert.Equal(100, box.Width, 4);
        Assert.Equal(50, box.Height, 4);
        Assert.Equal(Angle, box.Angle, 5);
    }
}
