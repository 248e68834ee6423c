using DeepRecipes.Kernels;

namespace DeepRecipes.Detection.Tests;

/// <summary>What every decoder with masks must do beside <see cref="DecoderContract{TDecoder}"/>, shown on things whose left half alone is inside.</summary>
public abstract class MaskDecoderContract<TDecoder> : DecoderContract<TDecoder>
    where TDecoder : class, IDetectionDecoder<TDecoder>, IMaskDecoder, new()
{
    /// <summary>The head of a network that sees these things, and of each the left half as its mask.</summary>
    private protected abstract TensorView[] EncodeLeftHalves(IReadOnlyList<Thing> things);

    /// <summary>Pixels of the network's input that a value for masks stands for.</summary>
    private protected abstract (float X, float Y) CellOf(Thing thing);

    // Originals that are not square: stretched both ways, with padding above and below (where things reach into it), left and right, and only below.
    [Theory]
    [InlineData(320, 256, false, true)]
    [InlineData(700, 90, false, true)]
    [InlineData(61, 333, false, true)]
    [InlineData(640, 320, true, true)]
    [InlineData(200, 401, true, true)]
    [InlineData(500, 230, true, false)]
    [InlineData(640, 128, true, true)]
    public void MasksLieWhereTheThingsAre(int width, int height, bool letterbox, bool centred)
    {
        var mapping = letterbox ? ResizeMapping.Letterbox(width, height, Input, centred) : ResizeMapping.Stretch(width, height, Input);
        var outputs = EncodeLeftHalves(Things);
        var found = Decode(outputs);
        mapping.ToOriginal(found);
        long seen = 0;
        foreach (var thing in Things)
        {
            var index = Enumerable.Range(0, found.Count).Single(i => found.Scores[i] == thing.Score);
            var mask = Decoder.DecodeMask(outputs, found, index, mapping);
            Assert.Equal((width, height), (mask.Width, mask.Height));
            seen += Check(mask.ToPixels(), thing, mapping);
        }

        Assert.True(seen > 0, "no pixel was sure to be inside");
    }

    [Fact]
    public void AThingInThePaddingHasAnEmptyMask()
    {
        // 320 x 64 of the input's 320 x 256 are the picture: the last thing, from row 180 on, lies below it.
        var mapping = ResizeMapping.Letterbox(640, 128, Input);
        var outputs = EncodeLeftHalves(Things);
        var found = Decode(outputs);
        mapping.ToOriginal(found);
        var index = Enumerable.Range(0, found.Count).Single(i => found.Scores[i] == Things[^1].Score);

        var mask = Decoder.DecodeMask(outputs, found, index, mapping);

        Assert.Equal((640, 128, 0), (mask.Width, mask.Height, mask.Area));
    }

    [Fact]
    public void AMaskTakesNoMoreMemoryThanItsRuns()
    {
        var mapping = ResizeMapping.Stretch(4000, 3000, Input);
        var (decoder, outputs) = (Decoder, EncodeLeftHalves(Things));
        var found = Decode(outputs);
        mapping.ToOriginal(found);
        RleMask? mask = null;

        var allocated = Allocations.WhenWarm(() => mask = decoder.DecodeMask(outputs, found, 0, mapping));

        Assert.InRange(allocated, 1, (4 * mask!.Counts.Length) + 128);
    }

    /// <summary>Compares every pixel that is farther than a cell and a pixel from the half's outline, and says how many of them are inside.</summary>
    private long Check(byte[] pixels, Thing thing, ResizeMapping mapping)
    {
        long inside = 0;
        var half = thing.Box with { X2 = thing.CentreX };
        var (cellX, cellY) = CellOf(thing);
        var (slackX, slackY) = (Math.Max(cellX, mapping.ScaleX), Math.Max(cellY, mapping.ScaleY));
        for (var y = 0; y < mapping.OriginalHeight; y++)
        {
            for (var x = 0; x < mapping.OriginalWidth; x++)
            {
                var (u, v) = (((x + 0.5) * mapping.ScaleX) + mapping.OffsetX, ((y + 0.5) * mapping.ScaleY) + mapping.OffsetY);
                var pixel = pixels[(y * mapping.OriginalWidth) + x];
                var isOutside = u < half.X1 - slackX || u > half.X2 + slackX || v < half.Y1 - slackY || v > half.Y2 + slackY;
                var isInside = u > half.X1 + slackX && u < half.X2 - slackX && v > half.Y1 + slackY && v < half.Y2 - slackY;
                if ((isOutside && pixel != 0) || (isInside && pixel != 1))
                    Assert.Fail($"{thing.Box}: pixel {x}, {y} is {(isInside ? "inside, and not in the mask" : "outside, and in the mask")}");
                inside += isInside ? 1 : 0;
            }
        }

        return inside;
    }
}
