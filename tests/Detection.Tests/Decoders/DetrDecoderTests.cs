namespace DeepRecipes.Detection.Tests;

public class DetrDecoderTests : DecoderContract<DetrDecoder>
{
    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        Head logits = new("logits", 1, 100, 4), boxes = new("pred_boxes", 1, 100, 4);
        for (var q = 0; q < 100; q++)
            logits[0, q, 3] = 15;
        for (var i = 0; i < things.Count; i++)
        {
            var q = 99 - (33 * i);
            for (var c = 0; c < 4; c++)
                logits[0, q, c] = (float)Math.Log(c == things[i].ClassId ? things[i].Score : (1 - things[i].Score) / 3);
            EncodeBox(boxes, q, things[i]);
        }

        return [logits.View, boxes.View];
    }

    internal static void EncodeBox(Head boxes, int q, Thing thing) =>
        (boxes[0, q, 0], boxes[0, q, 1], boxes[0, q, 2], boxes[0, q, 3]) =
            (thing.CentreX / 320, thing.CentreY / 256, thing.Box.Width / 320, thing.Box.Height / 256);
}
