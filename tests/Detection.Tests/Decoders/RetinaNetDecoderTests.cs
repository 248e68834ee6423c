namespace DeepRecipes.Detection.Tests;

public class RetinaNetDecoderTests : DecoderContract<RetinaNetDecoder>
{
    // Not a multiple of the strides, so that the last cells are cut off.
    private protected override NetworkSize Input => new(330, 260);

    // Things lie on the second level: 16 pixels, anchors of sizes 64, 80, 101 for h/w = 0.5, then 1, then 2, edges rounded.
    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        const int First = 42 * 33 * 9, Anchors = First + (21 * 17 * 9) + (11 * 9 * 9) + (6 * 5 * 9) + (3 * 3 * 9);
        Head scores = new Head("cls_logits", 1, Anchors, 3).Fill(-20), boxes = new("bbox_regression", 1, Anchors, 4);
        double[] widths = [90, 114, 142, 64, 80, 100, 46, 56, 72], heights = [46, 56, 72, 64, 80, 100, 90, 114, 142];
        for (var i = 0; i < things.Count; i++)
        {
            int column = (int)things[i].CentreX / 16, row = (int)things[i].CentreY / 16, anchor = 1 + (3 * i);
            var at = First + (((row * 21) + column) * 9) + anchor;
            boxes[0, at, 0] = (float)((things[i].CentreX - (column * 16)) / widths[anchor]);
            boxes[0, at, 1] = (float)((things[i].CentreY - (row * 16)) / heights[anchor]);
            boxes[0, at, 2] = (float)Math.Log(things[i].Box.Width / widths[anchor]);
            boxes[0, at, 3] = (float)Math.Log(things[i].Box.Height / heights[anchor]);
            scores[0, at, things[i].ClassId] = Head.Logit(things[i].Score);
        }

        return [scores.View, boxes.View];
    }
}
