namespace DeepRecipes.Detection.Tests;

public class MoveNetMultiPoseDecoderTests : DecoderContract<MoveNetMultiPoseDecoder>
{
    private protected override IReadOnlyList<Thing> Things => [.. base.Things.Select(t => (t with { ClassId = 0 }).WithPoints(17, confident: true))];

    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        var head = new Head("output_0", 1, 6, 56);
        for (var i = 0; i < things.Count; i++)
        {
            for (var k = 0; k < 17; k++)
            {
                (head[0, i, 3 * k], head[0, i, (3 * k) + 1]) = (things[i].Points[(3 * k) + 1] / 256, things[i].Points[3 * k] / 320);
                head[0, i, (3 * k) + 2] = things[i].Points[(3 * k) + 2];
            }

            var b = things[i].Box;
            (head[0, i, 51], head[0, i, 52], head[0, i, 53], head[0, i, 54]) = (b.Y1 / 256, b.X1 / 320, b.Y2 / 256, b.X2 / 320);
            head[0, i, 55] = things[i].Score;
        }

        return [head.View];
    }
}
