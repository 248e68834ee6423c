namespace DeepRecipes.Detection.Tests;

public class MoveNetDecoderTests : DecoderContract<MoveNetDecoder>
{
    private protected override IReadOnlyList<Thing> Things
    {
        get
        {
            var person = new Thing(new(40, 60, 220, 200), 0, 0).WithPoints(17, confident: true);
            var (x, y) = (person.Points.Where((_, i) => i % 3 == 0), person.Points.Where((_, i) => i % 3 == 1));
            return [person with { Box = new(x.Min(), y.Min(), x.Max(), y.Max()), Score = person.Points.Where((_, i) => i % 3 == 2).Average() }];
        }
    }

    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        var head = new Head("output_0", 1, 1, 17, 3);
        foreach (var thing in things)
        {
            for (var k = 0; k < 17; k++)
                (head[0, 0, k, 0], head[0, 0, k, 1], head[0, 0, k, 2]) = (thing.Points[(3 * k) + 1] / 256, thing.Points[3 * k] / 320, thing.Points[(3 * k) + 2]);
        }

        return [head.View];
    }
}
