namespace DeepRecipes.Detection.Tests;

public class YoloV10DecoderTests : DecoderContract<YoloV10Decoder>
{
    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        var head = new Head("output0", 1, 300, 6);
        for (var i = 0; i < things.Count; i++)
        {
            var b = things[i].Box;
            (head[0, i, 0], head[0, i, 1], head[0, i, 2], head[0, i, 3]) = (b.X1, b.Y1, b.X2, b.Y2);
            (head[0, i, 4], head[0, i, 5]) = (things[i].Score, things[i].ClassId);
        }

        return [head.View];
    }
}
