namespace DeepRecipes.Detection.Tests;

public class MaskRcnnPastedDecoderTests : MaskDecoderContract<MaskRcnnPastedDecoder>
{
    // What a detection carries is its row: the second one is below the threshold.
    private protected override IReadOnlyList<Thing> Things => [.. base.Things.Select((thing, i) => thing with { Mask = [i == 0 ? 0 : i + 1] })];

    private protected override TensorView[] Encode(IReadOnlyList<Thing> things) => Encode(things, (_, _) => false);

    private protected override TensorView[] EncodeLeftHalves(IReadOnlyList<Thing> things) => Encode(things, (thing, x) => x < thing.CentreX);

    private protected override (float X, float Y) CellOf(Thing thing) => (1, 1);

    private TensorView[] Encode(IReadOnlyList<Thing> things, Func<Thing, float, bool> isInside, float value = 1)
    {
        var rows = FasterRcnnDecoderTests.EncodeRows(things);
        var masks = new Head("masks", rows[1].Dimensions[0], 1, Input.Height, Input.Width);
        for (var i = 0; i < things.Count; i++)
        {
            var box = things[i].Box;
            for (var y = (int)box.Y1; y < box.Y2; y++)
            {
                for (var x = (int)box.X1; x < box.X2; x++)
                    masks[i == 0 ? 0 : i + 1, 0, y, x] = isInside(things[i], x + 0.5f) ? value : 0;
            }
        }

        return [.. rows, masks.View];
    }

    [Fact]
    public void TheThresholdIsAnOption()
    {
        var outputs = Encode(Things, (_, _) => true, 0.4f);
        var (found, mapping) = (Decode(outputs), ResizeMapping.Stretch(320, 256, Input));

        Assert.Equal(0, Decoder.DecodeMask(outputs, found, 0, mapping).Area);
        Assert.Equal((20, 30, 41, 80), new MaskRcnnPastedDecoder { MaskThreshold = 0.4f }.DecodeMask(outputs, found, 0, mapping).BoundingBox());
        // All that lies outside of a box is 0.
        Assert.Equal("MaskThreshold", Assert.Throws<ArgumentOutOfRangeException>(() => new MaskRcnnPastedDecoder { MaskThreshold = 0 }).ParamName);
    }

    [Theory]
    [InlineData(28, 28)]
    [InlineData(320, 256)]
    public void MasksOfAnotherSizeAreRefused(int rows, int columns)
    {
        var outputs = Encode(Things);
        outputs[3] = new Head("masks", 4, 1, rows, columns).View;

        var error = Assert.Throws<ArgumentException>(() => Decode(outputs)).Message;

        Assert.Contains("masks [N, 1, H, W] for an input of W 320 x H 256; got", error, StringComparison.Ordinal);
        Assert.Contains($"masks [4, 1, {rows}, {columns}]", error, StringComparison.Ordinal);
        Assert.Contains(rows == 28 ? "fit these outputs: maskrcnn, fasterrcnn." : "fit these outputs: fasterrcnn.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void TheDecoderOfSmallMasksSaysWhichOneReadsPastedOnes() =>
        Assert.Contains("fit these outputs: maskrcnn-pasted", Assert.Throws<ArgumentException>(() => new MaskRcnnDecoder().Decode(Encode(Things), Input, new())).Message, StringComparison.Ordinal);

    [Fact]
    public void DetectionsOfAnotherDecoderAreRefused()
    {
        var outputs = Encode(Things);
        foreach (var values in new float[][] { [], [4], [-1], [float.NaN], [1, 2] })
        {
            var found = new DetectionBuffer();
            found.Clear(maskCoefficientCount: values.Length);
            found.Add(new(0, 0, 10, 10), 1, 0);
            values.CopyTo(found.MaskCoefficientsOf(0));

            Assert.Contains("which of the 4 masks", Assert.Throws<ArgumentException>(() => Decoder.DecodeMask(outputs, found, 0, ResizeMapping.Stretch(320, 256, Input))).Message, StringComparison.Ordinal);
        }
    }
}
