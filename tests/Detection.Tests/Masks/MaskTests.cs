using System.Text.Json;
using DeepRecipes.Contracts;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection.Tests;

public class MaskTests
{
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("masks_paste.json"))).RootElement;

    public static TheoryData<int> Boxes => [.. Enumerable.Range(0, Golden.GetProperty("boxes").GetArrayLength())];

    public static TheoryData<int> Prototypes => [.. Enumerable.Range(0, Golden.GetProperty("prototypes").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Boxes))]
    public void ABoxesMaskIsGridSamplings(int index)
    {
        var one = Golden.GetProperty("boxes")[index];
        var (width, height) = (one.GetProperty("width").GetInt32(), one.GetProperty("height").GetInt32());

        var mask = BoxMask.Paste(Floats(one, "mask"), one.GetProperty("size").GetInt32(), BoxOf(one), width, height);

        Assert.Equal(Runs(one, "runs"), mask.Counts.ToArray());
    }

    [Theory]
    [MemberData(nameof(Boxes))]
    public void TorchvisionsMaskLiesAtMostAPixelElsewhere(int index)
    {
        var one = Golden.GetProperty("boxes")[index];
        var (width, height) = (one.GetProperty("width").GetInt32(), one.GetProperty("height").GetInt32());
        var theirs = RleMask.FromCounts(height, width, Runs(one, "torchvision")).ToPixels();

        var ours = BoxMask.Paste(Floats(one, "mask"), one.GetProperty("size").GetInt32(), BoxOf(one), width, height).ToPixels();

        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (ours[(y * width) + x] == theirs[(y * width) + x])
                    continue;
                var (left, right) = (Math.Max(x - 1, 0), Math.Min(x + 1, width - 1));
                Assert.Contains(
                    Enumerable.Range(Math.Max(y - 1, 0), Math.Min(y + 1, height - 1) - Math.Max(y - 1, 0) + 1),
                    row => theirs.AsSpan((row * width) + left, right - left + 1).Contains(ours[(y * width) + x]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Prototypes))]
    public void AMaskOfPrototypesIsProcessMaskNatives(int index)
    {
        var one = Golden.GetProperty("prototypes")[index];
        var (network, original) = (Floats(one, "network"), Floats(one, "original"));
        var (scale, offset) = (Floats(one, "scale"), Floats(one, "offset"));
        var mapping = new ResizeMapping(scale[0], scale[1], offset[0], offset[1], (int)original[0], (int)original[1], new((int)network[0], (int)network[1]));
        int[] shape = [1, .. new[] { "count", "rows", "columns" }.Select(name => one.GetProperty(name).GetInt32())];

        var mask = PrototypeMask.Assemble(new("output1", shape, Floats(one, "prototypes")), Floats(one, "coefficients"), BoxOf(one), mapping);

        Assert.Equal((mapping.OriginalWidth, mapping.OriginalHeight), (mask.Width, mask.Height));
        Assert.Equal(Runs(one, "runs"), mask.Counts.ToArray());
    }

    [Fact]
    public void AFullMaskFillsThePixelsWhoseCentresLieInItsBox()
    {
        var mask = BoxMask.Paste([1, 1, 1, 1], 2, new(1.4f, 1, 5.6f, 9), 8, 5, threshold: 0.1f);

        Assert.Equal("........" + ".#####.." + ".#####.." + ".#####.." + ".#####..", Text(mask));
    }

    [Fact]
    public void RowsAndColumnsOfTheMaskAreNotSwapped()
    {
        // Top row of the mask only: the upper half of the box, and at the sides the zeros outside take their part: 0.75 * 0.625 is under one half.
        var mask = BoxMask.Paste([1, 1, 0, 0], 2, new(0, 0, 8, 4), 8, 4);

        Assert.Equal(".######." + ".######." + "........" + "........", Text(mask));
    }

    [Fact]
    public void PrototypesAreWeightedMappedAndCropped()
    {
        // Network 16 x 8 of an original 8 x 4; prototypes on 4 x 2 cells: one for the left half, one for everything.
        var prototypes = new Head("output1", 1, 2, 2, 4);
        for (var i = 0; i < 8; i++)
            (prototypes.Values[i], prototypes.Values[8 + i]) = (i % 4 < 2 ? 1 : 0, 1);

        var mask = PrototypeMask.Assemble(prototypes.View, [2, -1], new(1, 1, 8, 4), ResizeMapping.Stretch(8, 4, new(16, 8)));

        Assert.Equal("........" + ".###...." + ".###...." + ".###....", Text(mask));
    }

    [Theory]
    [InlineData(9, 1, 12, 3)]
    [InlineData(-5, 1, 0, 3)]
    [InlineData(1, 3, 5, 3)]
    [InlineData(5, 1, 1, 3)]
    [InlineData(float.NaN, 1, 5, 3)]
    public void ABoxWithoutAPixelGivesAnEmptyMaskOfThePicturesSize(float x1, float y1, float x2, float y2)
    {
        var box = new Box(x1, y1, x2, y2);

        foreach (var mask in new[] { BoxMask.Paste([1], 1, box, 8, 4), PrototypeMask.Assemble(new Head("p", 1, 1, 2, 4).Fill(1).View, [1], box, ResizeMapping.Stretch(8, 4, new(16, 8))) })
            Assert.Equal((8, 4, 0), (mask.Width, mask.Height, mask.Area));
    }

    [Fact]
    public void ValuesThatAreNoNumbersAreNotInside()
    {
        Assert.Equal(0, BoxMask.Paste([float.NaN], 1, new(0, 0, 8, 4), 8, 4).Area);
        Assert.Equal(0, PrototypeMask.Assemble(new Head("p", 1, 1, 2, 4).Fill(1).View, [float.NaN], new(0, 0, 8, 4), ResizeMapping.Stretch(8, 4, new(16, 8))).Area);
    }

    [Fact]
    public void WhatDoesNotFitIsNamed()
    {
        Assert.Contains("[1, 3, rows, columns]", Assert.Throws<ArgumentException>(() => PrototypeMask.Assemble(
            new Head("p", 1, 2, 2, 4).View, [1, 2, 3], default, ResizeMapping.Stretch(8, 4, new(16, 8)))).Message, StringComparison.Ordinal);
        Assert.Equal("mask", Assert.Throws<ArgumentException>(() => BoxMask.Paste([1, 2, 3], 2, default, 8, 4)).ParamName);
        Assert.Equal("threshold", Assert.Throws<ArgumentOutOfRangeException>(() => BoxMask.Paste([1], 1, default, 8, 4, float.NaN)).ParamName);
    }

    private static float[] Floats(JsonElement one, string name) => [.. one.GetProperty(name).EnumerateArray().Select(number => number.GetSingle())];

    private static uint[] Runs(JsonElement one, string name) => [.. one.GetProperty(name).EnumerateArray().Select(number => number.GetUInt32())];

    private static Box BoxOf(JsonElement one) => Floats(one, "box") is var edges ? new(edges[0], edges[1], edges[2], edges[3]) : default;

    private static string Text(RleMask mask) => string.Concat(mask.ToPixels().Select(pixel => pixel == 1 ? '#' : '.'));
}
