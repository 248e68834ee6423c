using System.Text;
using System.Text.Json;

namespace DeepRecipes.Metrics.Tests.Masks;

/// <summary>pycocotools' masks: runs, strings, areas, boxes and overlaps of 15 polygons.</summary>
public class RleMaskTests
{
    private static readonly JsonElement Root = Oracle.Load("masks.json");

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Root.GetProperty("cases").GetArrayLength())];

    private static RleMask Mask(int index)
    {
        JsonElement c = Root.GetProperty("cases")[index];
        return RleMask.FromPolygons([.. c.GetProperty("polygons").EnumerateArray().Select(Oracle.Numbers)], c.GetProperty("size")[0].GetInt32(), c.GetProperty("size")[1].GetInt32());
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Polygon_GivesPycocotoolsRuns(int index)
    {
        JsonElement c = Root.GetProperty("cases")[index];
        RleMask mask = Mask(index);
        uint[] counts = [.. c.GetProperty("counts_uncompressed").EnumerateArray().Select(n => n.GetUInt32())];
        Assert.Equal(counts, mask.Counts.ToArray());
        string text = c.GetProperty("rle").GetString()!;
        Assert.Equal(text, mask.ToCompressed());
        Assert.Equal(counts, RleMask.FromCompressed(mask.Height, mask.Width, Encoding.ASCII.GetBytes(text)).Counts.ToArray());
        Assert.Equal(c.GetProperty("area").GetInt64(), mask.Area);
        (double x, double y, double width, double height) = mask.BoundingBox();
        Assert.Equal(Oracle.Numbers(c.GetProperty("bbox")), new double[] { x, y, width, height });
        byte[] pixels = mask.ToPixels();
        Assert.Equal(mask.Area, pixels.Sum(p => p));
        Assert.Equal(counts, RleMask.FromPixels(pixels, mask.Height, mask.Width).Counts.ToArray());
        Assert.Equal(counts, RleMask.FromCounts(mask.Height, mask.Width, counts).Counts.ToArray());
    }

    [Fact]
    public void IoU_IsPycocotools()
    {
        int count = Root.GetProperty("cases").GetArrayLength();
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                Assert.Equal(Root.GetProperty("iou")[i][j].GetDouble(), RleMask.IoU(Mask(i), Mask(j)));
                Assert.Equal(Root.GetProperty("iou_crowd")[i][j].GetDouble(), RleMask.IoU(Mask(i), Mask(j), crowd: true));
            }
        }
    }

    [Fact]
    public void Union_IsThePixelsOr()
    {
        var random = new Random(1);
        for (int i = 0; i < 50; i++)
        {
            byte[] a = [.. Enumerable.Range(0, 35).Select(_ => (byte)random.Next(2))];
            byte[] b = [.. Enumerable.Range(0, 35).Select(_ => (byte)(random.Next(4) == 0 ? 1 : 0))];
            byte[] or = [.. a.Zip(b, (x, y) => (byte)(x | y))];
            Assert.Equal(RleMask.FromPixels(or, 5, 7).Counts.ToArray(), RleMask.Union(RleMask.FromPixels(a, 5, 7), RleMask.FromPixels(b, 5, 7)).Counts.ToArray());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("5P")]
    [InlineData("P")]
    public void BrokenStrings_AreRefused(string text) =>
        Assert.Equal("text", Assert.Throws<ArgumentException>(() => RleMask.FromCompressed(5, 7, Encoding.ASCII.GetBytes(text))).ParamName);

    [Fact]
    public void WrongSizes_AreRefusedByName()
    {
        Assert.Equal("counts", Assert.Throws<ArgumentException>(() => RleMask.FromCounts(2, 2, [1, 2])).ParamName);
        Assert.Equal("height", Assert.Throws<ArgumentOutOfRangeException>(() => RleMask.FromCounts(0, 2, [0])).ParamName);
        Assert.Equal("polygons", Assert.Throws<ArgumentException>(() => RleMask.FromPolygons([[1, 2, 3, 4]], 5, 5)).ParamName);
        Assert.Equal("masks", Assert.Throws<ArgumentException>(() => RleMask.Union(RleMask.FromCounts(1, 2, [2]), RleMask.FromCounts(2, 1, [2]))).ParamName);
    }
}
