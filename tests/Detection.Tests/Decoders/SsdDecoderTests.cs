namespace DeepRecipes.Detection.Tests;

public class SsdDecoderTests : DecoderContract<SsdDecoder>
{
    private protected override NetworkSize Input => new(300, 300);

    // Things lie on the second feature map: 19 x 19 cells of 16 pixels, 6 priors of sizes 60, sqrt(60 * 111), ratios 2, 1/2, 3, 1/3.
    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        const int Priors = (38 * 38 * 4) + (19 * 19 * 6) + (10 * 10 * 6) + (5 * 5 * 6) + (3 * 3 * 4) + 4;
        Head scores = new("scores", 1, Priors, 4), boxes = new("boxes", 1, Priors, 4);
        for (var p = 0; p < Priors; p++)
            scores[0, p, 0] = 12;
        double[] widths = [60, Math.Sqrt(60 * 111), 60 * Math.Sqrt(2), 60 / Math.Sqrt(2), 60 * Math.Sqrt(3), 60 / Math.Sqrt(3)];
        double[] heights = [60, Math.Sqrt(60 * 111), 60 / Math.Sqrt(2), 60 * Math.Sqrt(2), 60 / Math.Sqrt(3), 60 * Math.Sqrt(3)];
        for (var i = 0; i < things.Count; i++)
        {
            int column = (int)things[i].CentreX / 16, row = (int)things[i].CentreY / 16, prior = 5 - i;
            var at = (38 * 38 * 4) + (((row * 19) + column) * 6) + prior;
            boxes[0, at, 0] = (float)((things[i].CentreX - ((column + 0.5) * 16)) / widths[prior] / 0.1);
            boxes[0, at, 1] = (float)((things[i].CentreY - ((row + 0.5) * 16)) / heights[prior] / 0.1);
            boxes[0, at, 2] = (float)(Math.Log(things[i].Box.Width / widths[prior]) / 0.2);
            boxes[0, at, 3] = (float)(Math.Log(things[i].Box.Height / heights[prior]) / 0.2);
            for (var c = 0; c < 4; c++)
                scores[0, at, c] = (float)Math.Log(c == things[i].ClassId + 1 ? things[i].Score : (1 - things[i].Score) / 3);
        }

        return [scores.View, boxes.View];
    }
}
