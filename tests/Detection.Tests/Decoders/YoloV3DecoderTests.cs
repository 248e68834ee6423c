namespace DeepRecipes.Detection.Tests;

public class YoloV3DecoderTests : DecoderContract<YoloV3Decoder>
{
    private protected override TensorView[] Encode(IReadOnlyList<Thing> things) => EncodeGrids(things, 0, new YoloV3Decoder().Levels);

    // Each thing goes to another level, to its second anchor.
    internal static TensorView[] EncodeGrids(IReadOnlyList<Thing> things, float slack, IReadOnlyList<YoloLevel> levels)
    {
        int[] strides = [8, 16, 32];
        var heads = strides.Select(s => new Head($"stride {s}", 1, 3 * (5 + 4), 256 / s, 320 / s).Fill(-20)).ToArray();
        for (var i = 0; i < things.Count; i++)
        {
            var (thing, head, stride) = (things[i], heads[i % 3], strides[i % 3]);
            float cx = thing.CentreX / stride, cy = thing.CentreY / stride;
            int column = (int)cx, row = (int)cy, channel = 1 * (5 + 4);
            head[0, channel, row, column] = Head.Logit((cx - column + (slack / 2)) / (1 + slack));
            head[0, channel + 1, row, column] = Head.Logit((cy - row + (slack / 2)) / (1 + slack));
            head[0, channel + 2, row, column] = MathF.Log(thing.Box.Width / levels[i % 3].Anchors[2]);
            head[0, channel + 3, row, column] = MathF.Log(thing.Box.Height / levels[i % 3].Anchors[3]);
            head[0, channel + 4, row, column] = Head.Logit(0.95);
            head[0, channel + 5 + thing.ClassId, row, column] = Head.Logit(thing.Score / 0.95);
        }

        return [.. heads.Select(h => h.View)];
    }
}

public class YoloV4Tests : DecoderContract<YoloV3Decoder>
{
    private protected override YoloV3Decoder Decoder =>
        new() { Levels = [.. YoloV3Decoder.YoloV4Levels.Select(l => l with { GridScale = 1.1f })] };

    private protected override TensorView[] Encode(IReadOnlyList<Thing> things) => YoloV3DecoderTests.EncodeGrids(things, 0.1f, YoloV3Decoder.YoloV4Levels);
}
