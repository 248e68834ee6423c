namespace DeepRecipes.Detection.Tests;

public class CenterNetDecoderTests : DecoderContract<CenterNetDecoder>
{
    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        Head heat = new("hm", 1, 3, 64, 80), size = new("wh", 1, 2, 64, 80), offset = new("reg", 1, 2, 64, 80);
        foreach (var thing in things)
        {
            int column = (int)(thing.CentreX / 4), row = (int)(thing.CentreY / 4);
            // A hill around the peak, above the threshold: only the top counts.
            for (var dy = -1; dy <= 1; dy++)
            {
                for (var dx = -1; dx <= 1; dx++)
                    heat[0, thing.ClassId, row + dy, column + dx] = thing.Score - (0.05f * (Math.Abs(dx) + Math.Abs(dy)));
            }

            (size[0, 0, row, column], size[0, 1, row, column]) = (thing.Box.Width / 4, thing.Box.Height / 4);
            (offset[0, 0, row, column], offset[0, 1, row, column]) = ((thing.CentreX / 4) - column, (thing.CentreY / 4) - row);
        }

        return [heat.View, size.View, offset.View];
    }
}
