namespace DeepRecipes.Detection.Tests;

public class PoseNetDecoderTests : DecoderContract<PoseNetDecoder>
{
    private protected override PoseNetDecoder Decoder => new() { KeypointCount = 2 };

    private protected override NetworkSize Input => new(321, 257);

    // Point 0 in cell (3, 7) moved by (-5, 2.5); point 1 in cell (12, 1) not moved.
    private protected override IReadOnlyList<Thing> Things =>
        [new Thing(new(43.5f, 16.5f, 192.5f, 115), 0.7f, 0) { Points = [43.5f, 115, 0.8f, 192.5f, 16.5f, 0.6f] }];

    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        Head heat = new Head("heatmaps", 1, 17, 21, 2).Fill(-20), offsets = new Head("offsets", 1, 17, 21, 4).Fill(99);
        if (things.Count > 0)
        {
            heat[0, 7, 3, 0] = Head.Logit(0.8);
            (offsets[0, 7, 3, 0], offsets[0, 7, 3, 2]) = (2.5f, -5);
            heat[0, 1, 12, 1] = Head.Logit(0.6);
            (offsets[0, 1, 12, 1], offsets[0, 1, 12, 3]) = (0, 0);
        }

        return [heat.View, offsets.View];
    }
}
