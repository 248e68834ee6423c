namespace DeepRecipes.Detection.Tests;

public class UltraFaceDecoderTests : DecoderContract<UltraFaceDecoder>
{
    private protected override IReadOnlyList<Thing> Things => [.. base.Things.Select((t, i) => t with { ClassId = 0, Score = 0.95f - (0.1f * i) })];

    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        Head scores = new("scores", 1, 4420, 2), boxes = new("boxes", 1, 4420, 4);
        for (var i = 0; i < things.Count; i++)
        {
            var at = 17 + (1000 * i);
            (scores[0, at, 0], scores[0, at, 1]) = (1 - things[i].Score, things[i].Score);
            (boxes[0, at, 0], boxes[0, at, 1]) = (things[i].Box.X1 / 320, things[i].Box.Y1 / 256);
            (boxes[0, at, 2], boxes[0, at, 3]) = (things[i].Box.X2 / 320, things[i].Box.Y2 / 256);
        }

        return [scores.View, boxes.View];
    }
}
