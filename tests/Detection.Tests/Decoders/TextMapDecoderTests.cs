using System.IO.Compression;
using System.Text.Json;
using DeepRecipes.Contracts;

namespace DeepRecipes.Detection.Tests;

public class TextMapDecoderTests : DecoderContract<TextMapDecoder>
{
    private const int Scale = 2;

    private protected override TextMapDecoder Decoder => new() { UnclipRatio = 0 };

    // Upright lines on whole cells; the corners are the box's.
    private protected override IReadOnlyList<Thing> Things =>
    [
        .. new[] { (10, 20, 100, 12, 0.9f), (30, 60, 40, 30, 0.75f), (60, 100, 90, 4, 0.95f) }.Select(r =>
        {
            float x1 = r.Item1 * Scale, y1 = r.Item2 * Scale, x2 = (r.Item1 + r.Item3) * Scale, y2 = (r.Item2 + r.Item4) * Scale;
            return new Thing(new(x1, y1, x2, y2), r.Item5, 0) { Points = [x1, y1, 2, x2, y1, 2, x2, y2, 2, x1, y2, 2] };
        }),
    ];

    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        // A map of half the input's size, with noise below the threshold, a line too faint and a speck too small.
        var head = new Head("sigmoid_0.tmp_0", 1, 1, 128, 160).Fill(0.2f);
        for (var x = 5; x < 50; x++)
            head[0, 0, 5, x] = head[0, 0, 6, x] = head[0, 0, 7, x] = 0.4f;
        head[0, 0, 90, 5] = 1;
        foreach (var thing in things)
        {
            for (var y = (int)thing.Box.Y1 / Scale; y < thing.Box.Y2 / Scale; y++)
            {
                for (var x = (int)thing.Box.X1 / Scale; x < thing.Box.X2 / Scale; x++)
                    head[0, 0, y, x] = thing.Score;
            }
        }

        return [head.View];
    }

    [Fact]
    public void ATurnedLineIsATurnedBoxThatGrowsOnEverySide()
    {
        // A bar of 60 x 10 cells, turned by 30 degrees about (80, 64).
        var head = new Head("maps", 1, 1, 128, 160);
        var (sin, cos) = Math.SinCos(Math.PI / 6);
        for (var y = 0; y < 128; y++)
        {
            for (var x = 0; x < 160; x++)
            {
                double dx = x + 0.5 - 80, dy = y + 0.5 - 64;
                head[0, 0, y, x] = Math.Abs((dx * cos) + (dy * sin)) < 30 && Math.Abs((dy * cos) - (dx * sin)) < 5 ? 0.9f : 0;
            }
        }

        var buffer = new DetectionBuffer();
        new TextMapDecoder { UnclipRatio = 1.4 }.Decode([head.View], new(160, 128), buffer);
        var box = OrientedCorners.Read(buffer.KeypointsOf(0));

        // Pixels are squares: their corners stick out of the bar by up to a cell. Growth: 60 * 10 * 1.4 / 140 = 6 on every side.
        Assert.Equal(1, buffer.Count);
        Assert.InRange(box.Width, 72, 75);
        Assert.InRange(box.Height, 22, 25);
        Assert.Equal(Math.PI / 6, box.Angle, 0.03);
        Assert.Equal(80, box.CenterX, 0.5);
        Assert.Equal(64, box.CenterY, 0.5);
    }

    [Fact]
    public void FindsTheLinesOfARealPage()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(TestData.Path("text_map.json")));
        var recorded = file.RootElement;
        using var compressed = new DeflateStream(new MemoryStream(recorded.GetProperty("map").GetBytesFromBase64()), CompressionMode.Decompress);
        using var map = new MemoryStream();
        compressed.CopyTo(map);
        var head = new Head("sigmoid_0.tmp_0", 1, 1, 192, 384);
        for (var i = 0; i < head.Values.Length; i++)
            head.Values[i] = map.GetBuffer()[i] / 255f;
        var buffer = new DetectionBuffer();

        // The oracle grows upright hulls by 0.45 of their height; for lines that are much longer than high and nearly upright that is about this ratio.
        new TextMapDecoder { UnclipRatio = 0.93 }.Decode([head.View], new(384, 192), buffer);
        ResizeMapping.Stretch(384, 191, new(384, 192)).ToOriginal(buffer, clip: true);

        var lines = recorded.GetProperty("lines");
        Assert.Equal(lines.GetArrayLength(), buffer.Count);
        foreach (var line in lines.EnumerateArray())
        {
            var box = line.GetProperty("box");
            Assert.Contains(Enumerable.Range(0, buffer.Count), i =>
                Math.Abs(buffer.Boxes[i].X1 - box[0].GetSingle()) < 3 && Math.Abs(buffer.Boxes[i].Y1 - box[1].GetSingle()) < 3
                && Math.Abs(buffer.Boxes[i].X2 - box[2].GetSingle()) < 3 && Math.Abs(buffer.Boxes[i].Y2 - box[3].GetSingle()) < 3
                && Math.Abs(buffer.Scores[i] - line.GetProperty("prob").GetSingle()) < 0.001);
        }
    }
}
