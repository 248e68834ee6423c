
namespace DeepRecipes.Detection.Tests;

public class MaskTests
{
    [Fact]
    public void AFullMaskFillsThePixelsWhoseCentresLieInItsBox()
    {
        var picture = new byte[8 * 5];

        BoxMask.Paste([1, 1, 1, 1], 2, new(1.4f, 1, 5.6f, 9), new(8, 5, 1), picture, threshold: 0.1f);

        Assert.Equal(
            "........" + ".#####.." + ".#####.." + ".#####.." + ".#####..",
            string.Concat(picture.Select(p => p == 1 ? '#' : '.')));
    }

    [Fact]
    public void RowsAndColumnsOfTheMaskAreNotSwapped()
    {
        // Top row of the mask only: the upper half of the box, and at the sides the zeros outside take their part: 0.75 * 0.625 is under one half.
        var picture = new byte[8 * 4];

        BoxMask.Paste([1, 1, 0, 0], 2, new(0, 0, 8, 4), new(8, 4, 1), picture, value: 255);

        Assert.Equal(".######." + ".######." + "........" + "........", string.Concat(picture.Select(p => p == 255 ? '#' : '.')));
    }

    [Fact]
    public void PrototypesAreWeightedMappedAndCropped()
    {
        // Network 16 x 8 of an original 8 x 4; prototypes on 4 x 2 cells: one for the left half, one for everything.
        var prototypes = new Head("output1", 1, 2, 2, 4);
        for (var i = 0; i < 8; i++)
            (prototypes.Values[i], prototypes.Values[8 + i]) = (i % 4 < 2 ? 1 : 0, 1);
        var mapping = ResizeMapping.Stretch(8, 4, new(16, 8));
        var picture = new byte[8 * 4];

        PrototypeMask.Write(prototypes.View, [2, -1], new(1, 1, 8, 4), mapping, picture);

        Assert.Equal("........" + ".###...." + ".###...." + ".###....", string.Concat(picture.Select(p => p == 1 ? '#' : '.')));
    }

    [Fact]
    public void SaysWhichPrototypesItNeeds() =>
        Assert.Contains("[1, 3, rows, columns]", Assert.Throws<ArgumentException>(() => PrototypeMask.Write(
            new Head("p", 1, 2, 2, 4).View, [1, 2, 3], default, ResizeMapping.Stretch(8, 4, new(16, 8)), new byte[32])).Message, StringComparison.Ordinal);
}
