namespace DeepRecipes.Detection.Tests;

public class YoloV8SegDecoderTests : MaskDecoderContract<YoloV8SegDecoder>
{
    private protected override IReadOnlyList<Thing> Things =>
        [.. base.Things.Select((t, i) => t with { Mask = [.. Enumerable.Range(0, 32).Select(m => (m * 0.25f) - i)] })];

    private protected override TensorView[] Encode(IReadOnlyList<Thing> things) =>
        [YoloV8DecoderTests.EncodeTable(things, 3, 32).View, new Head("output1", 1, 32, 64, 80).View];

    // A prototype a thing: 1 up to its middle, -1 from there on; nothing but the box says where it ends above, below and at the left.
    private protected override TensorView[] EncodeLeftHalves(IReadOnlyList<Thing> things)
    {
        var prototypes = new Head("output1", 1, 32, 64, 80);
        for (var i = 0; i < prototypes.Values.Length; i++)
        {
            var (thing, column) = (i / (64 * 80), i % 80);
            prototypes.Values[i] = thing >= things.Count ? 7 : (column + 0.5f) * 4 < things[thing].CentreX ? 1 : -1;
        }

        var table = YoloV8DecoderTests.EncodeTable([.. things.Select((t, i) => t with { Mask = [.. Enumerable.Range(0, 32).Select(m => m == i ? 1f : 0)] })], 3, 32);
        return [table.View, prototypes.View];
    }

    private protected override (float X, float Y) CellOf(Thing thing) => (4, 4);

    [Fact]
    public void PrototypesOfAnotherSizeAreRefused()
    {
        var outputs = EncodeLeftHalves(Things);
        var found = Decode(outputs);

        var error = Assert.Throws<ArgumentException>(() => Decoder.DecodeMask(outputs, found, 0, ResizeMapping.Stretch(320, 256, new(640, 640)))).Message;

        Assert.Contains("1 32 H/4 W/4", error.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("output1 [1, 32, 64, 80]", error, StringComparison.Ordinal);
    }
}
