namespace DeepRecipes.Detection.Tests;

public class YoloV7EndToEndDecoderTests : DecoderContract<YoloV7EndToEndDecoder>
{
    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        var head = new Head("output", things.Count, 7);
        for (var i = 0; i < things.Count; i++)
        {
            var b = things[i].Box;
            (head[i, 1], head[i, 2], head[i, 3], head[i, 4]) = (b.X1, b.Y1, b.X2, b.Y2);
            (head[i, 5], head[i, 6]) = (things[i].ClassId, things[i].Score);
        }

        return [head.View];
    }
}
