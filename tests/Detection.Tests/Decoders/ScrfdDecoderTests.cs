namespace DeepRecipes.Detection.Tests;

public class ScrfdDecoderTests : DecoderContract<ScrfdDecoder>
{
    private protected override IReadOnlyList<Thing> Things => [.. base.Things.Select(t => (t with { ClassId = 0 }).WithPoints(5, confident: false))];

    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        int[] strides = [8, 16, 32];
        Head[] Heads(string name, int width) => [.. strides.Select(s => new Head($"{name}_{s}", 2 * (320 / s) * (256 / s), width))];
        Head[] scores = Heads("score", 1), boxes = Heads("bbox", 4), points = Heads("kps", 10);
        for (var i = 0; i < things.Count; i++)
        {
            var (thing, s) = (things[i], strides[i % 3]);
            float x = (int)thing.CentreX / s * s, y = (int)thing.CentreY / s * s;
            var at = (2 * (int)((y / s * (320 / s)) + (x / s))) + 1;
            scores[i % 3][at, 0] = thing.Score;
            (boxes[i % 3][at, 0], boxes[i % 3][at, 1]) = ((x - thing.Box.X1) / s, (y - thing.Box.Y1) / s);
            (boxes[i % 3][at, 2], boxes[i % 3][at, 3]) = ((thing.Box.X2 - x) / s, (thing.Box.Y2 - y) / s);
            for (var k = 0; k < 5; k++)
                (points[i % 3][at, 2 * k], points[i % 3][at, (2 * k) + 1]) = ((thing.Points[3 * k] - x) / s, (thing.Points[(3 * k) + 1] - y) / s);
        }

        return [.. scores.Concat(boxes).Concat(points).Select(h => h.View)];
    }
}
