namespace DeepRecipes.Detection.Tests;

public class YuNetDecoderTests : DecoderContract<YuNetDecoder>
{
    private protected override IReadOnlyList<Thing> Things => [.. base.Things.Select(t => (t with { ClassId = 0 }).WithPoints(5, confident: false))];

    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        int[] strides = [8, 16, 32];
        Head[] Heads(string name, int width) => [.. strides.Select(s => new Head($"{name}_{s}", 1, 320 / s * (256 / s), width))];
        Head[] classes = Heads("cls", 1), objectness = Heads("obj", 1), boxes = Heads("bbox", 4), points = Heads("kps", 10);
        for (var i = 0; i < things.Count; i++)
        {
            var (thing, s) = (things[i], strides[i % 3]);
            int column = (int)thing.CentreX / s, row = (int)thing.CentreY / s, at = (row * (320 / s)) + column;
            // The score is the root of the product.
            (classes[i % 3][0, at, 0], objectness[i % 3][0, at, 0]) = (thing.Score * thing.Score / 0.95f, 0.95f);
            (boxes[i % 3][0, at, 0], boxes[i % 3][0, at, 1]) = ((thing.CentreX / s) - column, (thing.CentreY / s) - row);
            (boxes[i % 3][0, at, 2], boxes[i % 3][0, at, 3]) = (MathF.Log(thing.Box.Width / s), MathF.Log(thing.Box.Height / s));
            for (var k = 0; k < 5; k++)
            {
                points[i % 3][0, at, 2 * k] = (thing.Points[3 * k] / s) - column;
                points[i % 3][0, at, (2 * k) + 1] = (thing.Points[(3 * k) + 1] / s) - row;
            }
        }

        return [.. classes.Concat(objectness).Concat(boxes).Concat(points).Select(h => h.View)];
    }

    [Fact]
    public void ScoresOfQuantisedModelsThatReachOverAreThoseOfTheBorder()
    {
        TensorView[] outputs = Encode([Things[0] with { Score = 1 }]);
        foreach (ref var output in outputs.AsSpan())
        {
            if (output.Name.StartsWith("obj", StringComparison.Ordinal))
                output = new(output.Name, output.Dimensions.ToArray(), Array.ConvertAll(output.Values.ToArray(), value => value > 0 ? 1.02f : -0.02f));
            else if (output.Name.StartsWith("cls", StringComparison.Ordinal))
                output = new(output.Name, output.Dimensions.ToArray(), Array.ConvertAll(output.Values.ToArray(), value => value > 0 ? 1 : 0.5f));
        }

        var found = new DetectionBuffer();
        Decoder.Decode(outputs, Input, found);

        Assert.Equal([1f], found.Scores.ToArray());
        Assert.Equal(0, found.NonFiniteCount);
    }
}
