using System.Text;
using System.Text.Json;
using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests.Masks;

/// <summary>pycocotools' masks: runs, strings, areas, boxes and overlaps of 15 polygons.</summary>
public class RleMaskTests
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("masks.json"))).RootElement;

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Root.GetProperty("cases").GetArrayLength())];

    private static RleMask Mask(int index)
    {
        JsonElement c = Root.GetProperty("cases")[index];
        return RleMask.FromPolygons([.. c.GetProperty("polygons").EnumerateArray().Select(Numbers)], c.GetProperty("size")[0].GetInt32(), c.GetProperty("size")[1].GetInt32());
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
        Assert.Equal(Numbers(c.GetProperty("bbox")), new double[] { x, y, width, height });
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

    [Fact]
    public void Within_IsThePieceOfALargerImage()
    {
        var random = new Random(2);
        for (int i = 0; i < 100; i++)
        {
            // Full columns too: in a piece as high as the image runs go on from column to column.
            (int height, int width) = (random.Next(1, 6), random.Next(1, 6));
            (int left, int top) = (random.Next(3), random.Next(i % 2 == 0 ? 1 : 3));
            (int imageHeight, int imageWidth) = (top + height + random.Next(i % 2 == 0 ? 1 : 3), left + width + random.Next(3));
            byte[] piece = [.. Enumerable.Range(0, height * width).Select(_ => (byte)(random.Next(4) == 0 ? 0 : 1))];
            byte[] image = new byte[imageHeight * imageWidth];
            for (int y = 0; y < height; y++)
                piece.AsSpan(y * width, width).CopyTo(image.AsSpan(((top + y) * imageWidth) + left));
            RleMask mask = RleMask.FromPixels(piece, height, width).Within(left, top, imageHeight, imageWidth);
            Assert.Equal(RleMask.FromPixels(image, imageHeight, imageWidth).Counts.ToArray(), mask.Counts.ToArray());
            Assert.Equal(image, mask.ToPixels());
        }

        Assert.Equal("left", Assert.Throws<ArgumentOutOfRangeException>(() => RleMask.FromCounts(2, 3, [6]).Within(2, 0, 2, 4)).ParamName);
        Assert.Equal("top", Assert.Throws<ArgumentOutOfRangeException>(() => RleMask.FromCounts(2, 3, [6]).Within(0, -1, 2, 4)).ParamName);
    }

    [Fact]
    public void FlipHorizontal_TurnsEachRowRound()
    {
        var random = new Random(3);
        for (int i = 0; i < 100; i++)
        {
            (int height, int width) = (random.Next(1, 6), random.Next(1, 7));
            byte[] pixels = [.. Enumerable.Range(0, height * width).Select(_ => (byte)(random.Next(3) == 0 ? 0 : 1))];
            byte[] flipped = [.. pixels.Chunk(width).SelectMany(row => row.Reverse())];
            Assert.Equal(RleMask.FromPixels(flipped, height, width).Counts.ToArray(), RleMask.FromPixels(pixels, height, width).FlipHorizontal().Counts.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Json_IsCocosObject(int index)
    {
        RleMask mask = Mask(index);
        // Read as any JSON reader reads it, it is what pycocotools gave.
        JsonElement json = JsonDocument.Parse(mask.ToJson()).RootElement;
        Assert.Equal(["size", "counts"], json.EnumerateObject().Select(property => property.Name));
        Assert.Equal([mask.Height, mask.Width], json.GetProperty("size").EnumerateArray().Select(side => side.GetInt32()));
        Assert.Equal(Root.GetProperty("cases")[index].GetProperty("rle").GetString(), json.GetProperty("counts").GetString());
        Assert.Equal(mask.Counts.ToArray(), RleMask.FromJson(mask.ToJson()).Counts.ToArray());
        string list = $$"""{"counts": [{{string.Join(", ", mask.Counts.ToArray())}}], "size": [{{mask.Height}}, {{mask.Width}}]}""";
        Assert.Equal(mask.Counts.ToArray(), RleMask.FromJson(list).Counts.ToArray());
    }

    [Theory]
    [InlineData("", "size")]
    [InlineData("[1]", "[1]")]
    [InlineData("""{"size":[2,3]}""", "\"counts\" is missing")]
    [InlineData("""{"counts":[6]}""", "\"size\" is missing")]
    [InlineData("""{"size":[2,3,1],"counts":[6]}""", "[2,3,1]")]
    [InlineData("""{"size":[2,"3"],"counts":[6]}""", "\"size\" is")]
    [InlineData("""{"size":[2,3],"counts":[7]}""", "7 pixels")]
    [InlineData("""{"size":[2,3],"counts":[-1,7]}""", "A run length is -1")]
    [InlineData("""{"size":[0,3],"counts":[0]}""", "height")]
    [InlineData("""{"size":[2,3],"counts":"\u00e4"}""", "no compressed mask")]
    [InlineData("""{"size":[2,3],"counts":6}""", "\"counts\" is 6")]
    [InlineData("""{"size":[2,3],"counts":[6],"area":0}""", "no \"area\"")]
    [InlineData("""{"size":[2,3],"counts":[6],"counts":[6]}""", "counts")]
    public void Json_OfSomethingElse_IsRefused(string json, string text) =>
        Assert.Contains(text, Assert.Throws<FormatException>(() => RleMask.FromJson(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void ImagesTooLargeForRuns_AreRefused() =>
        Assert.Contains("tiles", Assert.Throws<ArgumentException>(() => RleMask.FromCounts(100_000, 100_000, [1])).Message, StringComparison.Ordinal);

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
        // Two thousand million steps, and one more, which is how many there can be.
        foreach (double far in (double[])[1e10, -1e10, double.NaN, double.PositiveInfinity])
            Assert.Contains("polygons[0]", Assert.Throws<ArgumentException>(() => RleMask.FromPolygons([[0, 0, far, 0, 0, far]], 5, 5)).Message, StringComparison.Ordinal);
        Assert.Equal(25, RleMask.FromPolygons([[-1_000_000, -1_000_000, 1_000_000, -1_000_000, 1_000_000, 1_000_000, -1_000_000, 1_000_000]], 5, 5).Area);
        Assert.Equal("masks", Assert.Throws<ArgumentException>(() => RleMask.Union(RleMask.FromCounts(1, 2, [2]), RleMask.FromCounts(2, 1, [2]))).ParamName);
    }

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetDouble())];
}
