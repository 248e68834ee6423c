namespace DeepRecipes.Detection.Tests;

public class RtDetrDecoderTests : DecoderContract<RtDetrDecoder>
{
    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        Head logits = new Head("logits", 1, 300, 3).Fill(-9), boxes = new("pred_boxes", 1, 300, 4);
        for (var i = 0; i < things.Count; i++)
        {
            logits[0, 100 * i, things[i].ClassId] = Head.Logit(things[i].Score);
            DetrDecoderTests.EncodeBox(boxes, 100 * i, things[i]);
        }

        return [logits.View, boxes.View];
    }
}
