using System.Text.Json;
using DeepRecipes.Contracts;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection.Tests;

public class PastedMaskTests
{
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("masks_pasted.json"))).RootElement.GetProperty("cases");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Golden.GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void WhatTorchvisionPastedIsBroughtBackByTorchsInterpolation(int index)
    {
        var (mask, mapping) = Case(index);

        var found = PastedMask.ToOriginal(mask, mapping);

        Assert.Equal((mapping.OriginalWidth, mapping.OriginalHeight), (found.Width, found.Height));
        Assert.Equal(Runs(index, "runs"), found.Counts.ToArray());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TorchvisionsMaskOfTheOriginalItselfLiesAtMostTwoPixelsOfEitherElsewhere(int index)
    {
        var (mask, mapping) = Case(index);
        var (width, height) = (mapping.OriginalWidth, mapping.OriginalHeight);
        var theirs = RleMask.FromCounts(height, width, Runs(index, "torchvision")).ToPixels();

        var ours = PastedMask.ToOriginal(mask, mapping).ToPixels();

        // torchvision cuts boxes to whole pixels, here those of the network's input, there the original's.
        var (reachX, reachY) = (2 * Math.Max(1, (int)Math.Ceiling(1 / mapping.ScaleX)), 2 * Math.Max(1, (int)Math.Ceiling(1 / mapping.ScaleY)));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (ours[(y * width) + x] == theirs[(y * width) + x])
                    continue;
                var (left, right, top, bottom) = (Math.Max(x - reachX, 0), Math.Min(x + reachX, width - 1), Math.Max(y - reachY, 0), Math.Min(y + reachY, height - 1));
                Assert.Contains(Enumerable.Range(top, bottom - top + 1), row => theirs.AsSpan((row * width) + left, right - left + 1).Contains(ours[(y * width) + x]));
            }
        }
    }

    [Fact]
    public void AsLargeAsTheOriginalEveryPixelIsItself()
    {
        float[] mask = [.5f, .49f, 1, 0, 0, .6f, 0, 0, .2f, 0, 0, .5f];

        Assert.Equal("#.#." + ".#.." + "...#", Text(PastedMask.ToOriginal(mask, ResizeMapping.Stretch(4, 3, new(4, 3)))));
        Assert.Equal("###." + ".#.." + "...#", Text(PastedMask.ToOriginal(mask, ResizeMapping.Stretch(4, 3, new(4, 3)), threshold: .49f)));
    }

    [Fact]
    public void TheBarsOfALetterboxAreNoPartOfThePicture()
    {
        // 4 x 2 in the middle of 4 x 4: what lies in the bars neither shows nor reaches in.
        float[] mask = [1, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 1, 1, 1, 1];

        // Between the two rows 3/4 of the lower one count, at its sides half a pixel on 3/4, together less than one half but for the middle.
        Assert.Equal("........" + "........" + "..####.." + "..####..", Text(PastedMask.ToOriginal(mask, ResizeMapping.Letterbox(8, 4, new(4, 4)))));
    }

    [Fact]
    public void OfAPieceOfThePictureNothingGoesOnBeyondThePiece()
    {
        // The network saw the columns 2 to 6 and rows 1 to 3 of a picture of 8 x 5, and the object fills it.
        var piece = new ResizeMapping(1, 1, -2, -1, 8, 5, new(4, 2));

        Assert.Equal("........" + "..####.." + "..####.." + "........" + "........", Text(PastedMask.ToOriginal([1, 1, 1, 1, 1, 1, 1, 1], piece)));
        Assert.Equal("........" + "..####.." + "..####.." + "........" + "........", Text(PastedMask.ToOriginal(Enumerable.Repeat(1f, 32).ToArray(), piece with { ScaleX = 2, ScaleY = 2, OffsetX = -4, OffsetY = -2, Network = new(8, 4) })));
    }

    [Fact]
    public void NothingGivesAnEmptyMaskOfThePicturesSize()
    {
        foreach (var value in new[] { 0, .4f, float.NaN, float.NegativeInfinity })
        {
            var mask = PastedMask.ToOriginal(Enumerable.Repeat(value, 12).ToArray(), ResizeMapping.Stretch(9, 7, new(4, 3)));
            Assert.Equal((9, 7, 0), (mask.Width, mask.Height, mask.Area));
        }
    }

    [Fact]
    public void WhatDoesNotFitIsNamed()
    {
        Assert.Equal("mask", Assert.Throws<ArgumentException>(() => PastedMask.ToOriginal(new float[11], ResizeMapping.Stretch(9, 7, new(4, 3)))).ParamName);
        foreach (var threshold in new[] { 0, 1.01f, float.NaN })
            Assert.Equal("threshold", Assert.Throws<ArgumentOutOfRangeException>(() => PastedMask.ToOriginal(new float[12], ResizeMapping.Stretch(9, 7, new(4, 3)), threshold)).ParamName);
    }

    private static (float[] Mask, ResizeMapping Mapping) Case(int index)
    {
        var one = Golden[index];
        var (network, original) = (Floats(one, "network"), Floats(one, "original"));
        var (scale, offset) = (Floats(one, "scale"), Floats(one, "offset"));
        var mask = new float[(int)(network[0] * network[1])];
        foreach (var line in one.GetProperty("pasted").EnumerateObject())
            line.Value.EnumerateArray().Select(number => number.GetSingle()).ToArray().CopyTo(mask, int.Parse(line.Name, System.Globalization.CultureInfo.InvariantCulture) * (int)network[0]);
        return (mask, new(scale[0], scale[1], offset[0], offset[1], (int)original[0], (int)original[1], new((int)network[0], (int)network[1])));
    }

    private static float[] Floats(JsonElement one, string name) => [.. one.GetProperty(name).EnumerateArray().Select(number => number.GetSingle())];

    private static uint[] Runs(int index, string name) => [.. Golden[index].GetProperty(name).EnumerateArray().Select(number => number.GetUInt32())];

    private static string Text(RleMask mask) => string.Concat(mask.ToPixels().Select(pixel => pixel == 1 ? '#' : '.'));
}
