namespace DeepRecipes.Detection.Tests;

public class MaskRcnnDecoderTests : MaskDecoderContract<MaskRcnnDecoder>
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

    private protected override TensorView[] EncodeLeftHalves(IReadOnlyList<Thing> things) =>
        Encode([.. things.Select(thing => thing with { Mask = [.. Enumerable.Range(0, 28 * 28).Select(m => m % 28 < 14 ? 1f : 0)] })]);

    private protected override (float X, float Y) CellOf(Thing thing) => (thing.Box.Width / 28, thing.Box.Height / 28);

    [Fact]
    public void TheThresholdIsAnOption()
    {
        var outputs = Encode([.. Things.Select(thing => thing with { Mask = [.. Enumerable.Repeat(0.4f, 28 * 28)] })]);
        var found = Decode(outputs);

        Assert.Equal(0, Decoder.DecodeMask(outputs, found, 0, ResizeMapping.Stretch(320, 256, Input)).Area);
        Assert.True(new MaskRcnnDecoder { MaskThreshold = 0.3f }.DecodeMask(outputs, found, 0, ResizeMapping.Stretch(320, 256, Input)).Area > 2000);
    }

    [Fact]
    public void DetectionsOfAnotherDecoderAreRefused()
    {
        var found = new DetectionBuffer();
        found.Clear(maskCoefficientCount: 32);
        found.Add(new(0, 0, 10, 10), 1, 0);

        Assert.Contains("784", Assert.Throws<ArgumentException>(() => Decoder.DecodeMask([], found, 0, ResizeMapping.Stretch(320, 256, Input))).Message, StringComparison.Ordinal);
    }
}
