namespace DeepRecipes.Detection.Tests;

public class BlazeFaceDecoderTests : DecoderContract<BlazeFaceDecoder>
{
    private protected override NetworkSize Input => new(256, 256);

    private protected override IReadOnlyList<Thing> Things =>
    [
        new Thing(new(20, 30, 60, 70), 0.95f, 0).WithPoints(6, confident: false),
        new Thing(new(100, 20, 240, 160), 0.7f, 0).WithPoints(6, confident: false),
        new Thing(new(10, 180, 80, 250), 0.65f, 0).WithPoints(6, confident: false),
    ];

    // Small faces go to the fine grid, large ones to the coarse one; the cell is the one under the face's centre.
    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        Head fineScores = new Head("Identity", 1, 512, 1).Fill(-50), coarseScores = new Head("Identity_1", 1, 384, 1).Fill(-50);
        Head fineBoxes = new("Identity_2", 1, 512, 16), coarseBoxes = new("Identity_3", 1, 384, 16);
        foreach (var thing in things)
        {
            var fine = thing.Box.Width < 64;
            var (pixels, grid, anchors, scores, boxes) = fine ? (16, 16, 2, fineScores, fineBoxes) : (32, 8, 6, coarseScores, coarseBoxes);
            int column = (int)thing.CentreX / pixels, row = (int)thing.CentreY / pixels;
            float ax = (column * pixels) + (pixels / 2f), ay = (row * pixels) + (pixels / 2f);
            var at = (((row * grid) + column) * anchors) + 1;
            scores[0, at, 0] = Head.Logit(thing.Score);
            (boxes[0, at, 0], boxes[0, at, 1]) = (thing.CentreX - ax, thing.CentreY - ay);
            (boxes[0, at, 2], boxes[0, at, 3]) = (thing.Box.Width, thing.Box.Height);
            for (var k = 0; k < 6; k++)
                (boxes[0, at, 4 + (2 * k)], boxes[0, at, 5 + (2 * k)]) = (thing.Points[3 * k] - ax, thing.Points[(3 * k) + 1] - ay);
        }

        return [fineScores.View, coarseScores.View, fineBoxes.View, coarseBoxes.View];
    }
}
