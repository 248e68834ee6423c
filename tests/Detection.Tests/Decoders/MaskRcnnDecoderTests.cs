namespace DeepRecipes.Detection.Tests;

public class MaskRcnnDecoderTests : DecoderContract<MaskRcnnDecoder>
{
    private protected override IReadOnlyList<Thing> Things =>
        [.. base.Things.Select((t, i) => t with { Mask = [.. Enumerable.Range(0, 28 * 28).Select(m => (m + i) / 1000f)] })];

    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        var rows = FasterRcnnDecoderTests.EncodeRows(things);
        var masks = new Head("masks", rows[1].Dimensions[0], 1, 28, 28);
        for (var i = 0; i < things.Count; i++)
            things[i].Mask.CopyTo(masks.Values, (i == 0 ? 0 : i + 1) * 28 * 28);
        return [.. rows, masks.View];
    }
}
