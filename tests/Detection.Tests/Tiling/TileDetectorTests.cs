using DeepRecipes.Kernels;

namespace DeepRecipes.Detection.Tests;

public class TileDetectorTests
{
    private static readonly Box[] Things = [new(10, 12, 40, 30), new(90, 20, 130, 60), new(150, 5, 190, 35), new(60, 70, 75, 95)];

    [Fact]
    public void ATileAsLargeAsThePictureGivesTheUntiledAnswer()
    {
        var untiled = new DetectionBuffer();
        Detect(new(0, 0, 200, 100), untiled);
        var tiled = new DetectionBuffer();

        DetectTiles detect = DetectAll;

        new TileDetector { TileSize = new(200, 100), FullImage = true }.Run(200, 100, detect, tiled);

        Assert.Equal(untiled.Boxes.ToArray(), tiled.Boxes.ToArray());
        Assert.Equal(untiled.Scores.ToArray(), tiled.Scores.ToArray());
        Assert.Equal(untiled.Keypoints.ToArray(), tiled.Keypoints.ToArray());
    }

    [Theory]
    [InlineData(64, 48, 1)]
    [InlineData(64, 48, 3)]
    [InlineData(64, 48, 100)]
    [InlineData(100, 100, 1)]
    [InlineData(50, 101, 2)]
    public void ThingsCutByTilesAreFoundWhole(int tileWidth, int tileHeight, int batch)
    {
        var found = new DetectionBuffer();

        new TileDetector { TileSize = new(tileWidth, tileHeight), Overlap = 0.25, BatchSize = batch, Merge = new GreedyMerge { Threshold = 0.1 } }.Run(200, 100, DetectAll, found);

        Assert.Equal(Things.OrderBy(b => b.X1), found.Boxes.ToArray().OrderBy(b => b.X1));
    }

    [Fact]
    public void WhoDetectsByHimselfGetsTheSame()
    {
        var tiler = new TileDetector { TileSize = new(64, 48), Overlap = 0.25, FullImage = true, CutBoxFactor = 0.5f };
        var tiles = tiler.TilesOf(200, 100);
        Assert.Equal(tiles.Length, tiler.TileCountOf(200, 100));
        var found = Array.ConvertAll(tiles, _ => new DetectionBuffer());
        DetectAll(tiles, found);
        var (run, combined) = (new DetectionBuffer(), new DetectionBuffer());

        tiler.Run(200, 100, DetectAll, run);
        tiler.Combine(found, 200, 100, combined);

        Assert.Equal(run.Boxes.ToArray(), combined.Boxes.ToArray());
        Assert.Equal(run.Scores.ToArray(), combined.Scores.ToArray());
        Assert.Equal(run.Keypoints.ToArray(), combined.Keypoints.ToArray());
        Assert.Throws<ArgumentException>(() => tiler.Combine(found.AsSpan(1), 200, 100, combined));
    }

    [Fact]
    public void TheFullImageComesFirst()
    {
        var first = new List<Tile>();

        new TileDetector { TileSize = new(100, 60), FullImage = true, BatchSize = 2 }.Run(200, 100, (tiles, found) =>
        {
            first.Add(tiles[0]);
            DetectAll(tiles, found);
        }, new());

        Assert.Equal(new Tile(0, 0, 200, 100), first[0]);
        Assert.NotEqual(first[0], first[1]);
    }

    [Fact]
    public void CutBoxesLoseScoreAndWholeOnesDoNot()
    {
        var found = new DetectionBuffer();

        new TileDetector { TileSize = new(100, 100), Overlap = 0, CutBoxFactor = 0.5f, Merge = new NonMaximumSuppression() }.Run(200, 100, DetectAll, found);

        // Only the second thing crosses column 100; the first and third are near the picture's own border, and that cuts nothing.
        Assert.Equal([0.5f, 0.5f, 1, 1, 1], found.Scores.ToArray().Order());
    }

    [Fact]
    public void CutBoxesOfFactorNoneGo()
    {
        var found = new DetectionBuffer();

        new TileDetector { TileSize = new(100, 100), Overlap = 0, CutBoxFactor = 0 }.Run(200, 100, DetectAll, found);

        Assert.Equal([1f, 1, 1], found.Scores.ToArray());
        Assert.DoesNotContain(found.Boxes.ToArray(), box => box.X1 == 100 || box.X2 == 100);
    }

    [Theory]
    [InlineData(64, 48, 1, true)]
    [InlineData(100, 100, 3, true)]
    [InlineData(50, 101, 2, false)]
    public void MasksAreMovedAndUnited(int tileWidth, int tileHeight, int batch, bool fullImage)
    {
        var found = new DetectionBuffer();

        new TileDetector { TileSize = new(tileWidth, tileHeight), Overlap = 0.25, BatchSize = batch, FullImage = fullImage, Merge = new GreedyMerge { Threshold = 0.1 } }.Run(200, 100, DetectMasks, found);

        Assert.Equal(Things.Length, found.Count);
        foreach (var one in found.ToArray())
            Assert.Equal(MaskOf(one.Box, new(0, 0, 200, 100)).ToJson(), one.Mask!.ToJson());
    }

    [Fact]
    public void SuppressionAcrossTilesKeepsTheBestOnesMask()
    {
        var found = new DetectionBuffer();

        // Both tiles see the second thing, the right one only from column 100 on.
        new TileDetector { TileSize = new(120, 100), Overlap = 0, Merge = new NonMaximumSuppression { Measure = OverlapMeasure.IoS } }.Run(200, 100, (tiles, buffers) =>
        {
            DetectMasks(tiles, buffers);
            foreach (ref var score in buffers[0].Scores)
                score = tiles[0].Left == 0 ? 0.5f : 0.75f;
        }, found);

        var second = Assert.Single(found.ToArray(), one => one.Box.Y2 == 60);
        Assert.Equal((new Box(90, 20, 130, 60), 0.75f), (second.Box, second.Score));
        Assert.Equal(MaskOf(second.Box, new(0, 0, 200, 100)).ToJson(), second.Mask!.ToJson());
    }

    [Fact]
    public void MasksThatDoNotFitTheirTileAreRefused()
    {
        var tile = new Tile(3, 4, 20, 10);
        var buffer = new DetectionBuffer();
        DetectMasks([tile], [buffer]);
        _ = buffer.Add(default, 1, 0);
        buffer.Masks[0] = RleMask.FromCounts(20, 10, [200]);

        Assert.Contains("10 x 20; the tile is 20 x 10", Assert.Throws<ArgumentException>(() => tile.ToPicture(buffer, 200, 100)).Message, StringComparison.Ordinal);
        Assert.Contains("width and height", Assert.Throws<ArgumentException>(() => tile.ToPicture(buffer)).Message, StringComparison.Ordinal);
        buffer.Masks[0] = RleMask.FromCounts(10, 20, [200]);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => tile.ToPicture(buffer, 22, 14));
    }

    private static void DetectMasks(ReadOnlySpan<Tile> tiles, ReadOnlySpan<DetectionBuffer> found)
    {
        DetectAll(tiles, found);
        for (var i = 0; i < tiles.Length; i++)
        {
            found[i].HasMasks = true;
            for (var k = 0; k < found[i].Count; k++)
            {
                var box = found[i].Boxes[k];
                found[i].Masks[k] = MaskOf(new(box.X1 + tiles[i].Left, box.Y1 + tiles[i].Top, box.X2 + tiles[i].Left, box.Y2 + tiles[i].Top), tiles[i]);
            }
        }
    }

    // A chequered pattern that lies fast in the picture, so that a piece in the wrong place does not fit its neighbours.
    private static RleMask MaskOf(Box box, Tile tile)
    {
        var pixels = new byte[tile.Width * tile.Height];
        for (var y = (int)box.Y1; y < box.Y2; y++)
        {
            for (var x = (int)box.X1; x < box.X2; x++)
                pixels[((y - tile.Top) * tile.Width) + x - tile.Left] = (byte)(((x / 3) + (y / 2)) % 2);
        }

        return RleMask.FromPixels(pixels, tile.Height, tile.Width);
    }

    [Theory]
    [InlineData("greedy-merge")]
    [InlineData("nms")]
    [InlineData("weighted-boxes-fusion")]
    public void APieceNeverBeatsWhatWasSeenWhole(string merge)
    {
        // Columns 0 to 99 and 80 to 179: the left tile cuts a thing at 100 and is surer of the piece; beside it stand a cut thing that nobody sees whole and one of another class.
        var found = new DetectionBuffer();
        new TileDetector { TileSize = new(100, 50), Overlap = 0.2, Merge = Suppressions.Create(merge) }.Run(180, 50, (tiles, buffers) =>
        {
            buffers[0].Clear(keypointCount: 1);
            if (tiles[0].Left == 0)
            {
                Add(buffers[0], new(82, 10, 100, 30), 0.95f, 0, 1);
                Add(buffers[0], new(60, 35, 99.5f, 45), 0.6f, 0, 2);
                Add(buffers[0], new(84, 12, 100, 28), 0.5f, 1, 3);
            }
            else
                Add(buffers[0], new(2, 9, 40, 31), 0.8f, 0, 4);
        }, found);

        Assert.Equal([new Box(82, 9, 120, 31), new Box(60, 35, 99.5f, 45), new Box(84, 12, 100, 28)], found.Boxes.ToArray());
        Assert.Equal([0.8f, 0.6f, 0.5f], found.Scores.ToArray());
        Assert.Equal([84f, 2, 3], Enumerable.Range(0, 3).Select(i => found.KeypointsOf(i)[0]));

        static void Add(DetectionBuffer buffer, Box box, float score, int classId, float x) =>
            new[] { x, 0, 2 }.CopyTo(buffer.KeypointsOf(buffer.Add(box, score, classId)));
    }

    [Fact]
    public void ALargeThingThatIsCutIsNotAPieceOfASmallOneInIt()
    {
        var found = new DetectionBuffer();
        new TileDetector { TileSize = new(100, 50), Overlap = 0.2, Merge = new NonMaximumSuppression() }.Run(180, 50, (tiles, buffers) =>
        {
            buffers[0].Clear();
            if (tiles[0].Left == 0)
            {
                buffers[0].Add(new(10, 5, 100, 45), 0.9f, 0);
                buffers[0].Add(new(20, 10, 30, 20), 0.8f, 0);
            }
        }, found);

        Assert.Equal([new Box(10, 5, 100, 45), new Box(20, 10, 30, 20)], found.Boxes.ToArray());
    }

    [Fact]
    public void PicturesOfAnySizeAreCoveredInOneOrder()
    {
        foreach (var (width, height) in new[] { (1, 1), (1, 97), (97, 1), (31, 33), (64, 48), (65, 49), (127, 95) })
        {
            var tiler = new TileDetector { TileSize = new(64, 48), Overlap = 0.25 };
            var seen = new List<Tile>();
            var found = new DetectionBuffer();
            // A thing in each corner of the picture, one pixel large.
            Box[] corners = [.. new[] { new Box(0, 0, 1, 1), new(width - 1, 0, width, 1), new(0, height - 1, 1, height), new(width - 1, height - 1, width, height) }.Distinct()];
            tiler.Run(width, height, (tiles, buffers) =>
            {
                var tile = tiles[0];
                seen.Add(tile);
                buffers[0].Clear();
                foreach (var corner in corners.Where(c => c.X1 >= tile.Left && c.Y1 >= tile.Top && c.X2 <= tile.Box.X2 && c.Y2 <= tile.Box.Y2))
                    buffers[0].Add(new(corner.X1 - tile.Left, corner.Y1 - tile.Top, corner.X2 - tile.Left, corner.Y2 - tile.Top), 1, 0);
            }, found);

            Assert.Equal(corners.OrderBy(c => (c.Y1, c.X1)), found.Boxes.ToArray().OrderBy(c => (c.Y1, c.X1)));
            Assert.Equal(seen.OrderBy(tile => (tile.Top, tile.Left)), seen);
            Assert.All(seen, tile => Assert.Equal((Math.Min(64, width), Math.Min(48, height)), (tile.Width, tile.Height)));
        }
    }

    // Sees the part of each thing that lies in the tile, if it is more than a sliver; the point is the part's corner.
    private static void DetectAll(ReadOnlySpan<Tile> tiles, ReadOnlySpan<DetectionBuffer> found)
    {
        for (var i = 0; i < tiles.Length; i++)
            Detect(tiles[i], found[i]);
    }

    private static void Detect(Tile tile, DetectionBuffer found)
    {
        found.Clear(keypointCount: 1);
        foreach (var thing in Things)
        {
            Box part = new(
                Math.Max(thing.X1, tile.Left) - tile.Left, Math.Max(thing.Y1, tile.Top) - tile.Top,
                Math.Min(thing.X2, tile.Left + tile.Width) - tile.Left, Math.Min(thing.Y2, tile.Top + tile.Height) - tile.Top);
            if (part.Width <= 2 || part.Height <= 2)
                continue;
            new[] { part.X1, part.Y1, 2 }.CopyTo(found.KeypointsOf(found.Add(part, 1, 0)));
        }
    }
}
