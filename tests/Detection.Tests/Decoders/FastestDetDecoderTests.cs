namespace DeepRecipes.Detection.Tests;

public class FastestDetDecoderTests : DecoderContract<FastestDetDecoder>
{
    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        var head = new Head("output", 1, 5 + 3, 16, 20);
        foreach (var thing in things)
        {
            float x = thing.CentreX / 16, y = thing.CentreY / 16;
            int column = (int)x, row = (int)y;
            head[0, 0, row, column] = 0.95f;
            head[0, 1, row, column] = MathF.Atanh(x - column);
            head[0, 2, row, column] = MathF.Atanh(y - row);
            head[0, 3, row, column] = Head.Logit(thing.Box.Width / 320);
            head[0, 4, row, column] = Head.Logit(thing.Box.Height / 256);
            head[0, 5 + thing.ClassId, row, column] = MathF.Pow(thing.Score / MathF.Pow(0.95f, 0.6f), 1 / 0.4f);
        }

        return [head.View];
    }
}
