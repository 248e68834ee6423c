using System.Text.Json;
using DeepRecipes.Contracts;

namespace DeepRecipes.Detection.Tests;

/// <summary>Raw outputs of real models on real photos, decoded, suppressed and mapped back, against what other tools made of them.</summary>
public class RecordedModelTests
{
    [Fact]
    public void UltraFaceGivesTheOraclesFaces() =>
        Check("fr_detect", new UltraFaceDecoder(), new NonMaximumSuppression { Threshold = 0.3 }, ResizeMapping.Stretch);

    [Fact]
    public void BlazeFaceGivesTheOraclesFacesAndPoints() =>
        Check("blazeface", new BlazeFaceDecoder(), new NonMaximumSuppression { Threshold = 0.3 }, (w, h, n) => AsTheOracleMaps(ResizeMapping.Letterbox(w, h, n)));

    [Fact]
    public void YuNetGivesTheOraclesFacesAndPoints() =>
        Check(
            "yunet", new YuNetDecoder { SquareRootScore = false, ScoreThreshold = 0.5f }, new NonMaximumSuppression { Threshold = 0.45 },
            (w, h, n) => AsTheOracleMaps(ResizeMapping.Letterbox(w, h, n, centred: false)));

    [Fact]
    public void FastestDetGivesTheOraclesThings() =>
        Check("fastestdet", new FastestDetDecoder(), new NonMaximumSuppression { PerClass = false }, ResizeMapping.Stretch);

    // The oracles resize to whole pixels too, but map back with one scale for both axes: up to 1.2 pixels off on these photos.
    private static ResizeMapping AsTheOracleMaps(ResizeMapping exact)
    {
        var scale = Math.Min((float)exact.Network.Width / exact.OriginalWidth, (float)exact.Network.Height / exact.OriginalHeight);
        return exact with { ScaleX = scale, ScaleY = scale };
    }

    private static void Check(string model, IDetectionDecoder decoder, ISuppression suppression, Func<int, int, NetworkSize, ResizeMapping> mapping)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(TestData.Path("detection_raw.json")));
        var recorded = file.RootElement.GetProperty("models").GetProperty(model);
        var network = new NetworkSize(recorded.GetProperty("network")[0].GetInt32(), recorded.GetProperty("network")[1].GetInt32());
        var buffer = new DetectionBuffer();
        foreach (var image in recorded.GetProperty("images").EnumerateArray())
        {
            decoder.Decode([.. image.GetProperty("outputs").EnumerateArray().Select(Expand)], network, buffer);
            suppression.Apply(buffer);
            mapping(image.GetProperty("width").GetInt32(), image.GetProperty("height").GetInt32(), network).ToOriginal(buffer);
            var expected = image.GetProperty("expected").EnumerateArray().OrderByDescending(e => e.GetProperty("score").GetDouble()).ToArray();
            Assert.Equal(expected.Length, buffer.Count);
            for (var i = 0; i < expected.Length; i++)
                Check(expected[i], buffer, i, image.GetProperty("name").GetString()!);
        }
    }

    private static void Check(JsonElement expected, DetectionBuffer found, int index, string image)
    {
        var box = found.Boxes[index];
        float[] edges = [box.X1, box.Y1, box.X2, box.Y2];
        for (var e = 0; e < 4; e++)
            Assert.True(Math.Abs(expected.GetProperty("box")[e].GetSingle() - edges[e]) < 0.01, $"{image}: expected {expected.GetProperty("box")}, got {box}");
        Assert.Equal(expected.GetProperty("score").GetSingle(), found.Scores[index], 0.0001f);
        if (expected.TryGetProperty("cls", out var classId))
            Assert.Equal(classId.GetInt32(), found.ClassIds[index]);
        if (!expected.TryGetProperty("kps", out var points))
            return;
        // The oracle's points are continuous coordinates, ours count pixel centres as integers.
        for (var k = 0; k < points.GetArrayLength(); k++)
        {
            Assert.Equal(points[k][0].GetSingle(), found.KeypointsOf(index)[3 * k] + 0.5f, 0.01f);
            Assert.Equal(points[k][1].GetSingle(), found.KeypointsOf(index)[(3 * k) + 1] + 0.5f, 0.01f);
        }
    }

    private static TensorView Expand(JsonElement output)
    {
        int[] dimensions = [.. output.GetProperty("dims").EnumerateArray().Select(d => d.GetInt32())];
        var values = new float[dimensions.Aggregate(1, (a, b) => a * b)];
        values.AsSpan().Fill(output.GetProperty("fill").GetSingle());
        var at = output.GetProperty("at");
        for (var i = 0; i < at.GetArrayLength(); i++)
            values[at[i].GetInt32()] = output.GetProperty("values")[i].GetSingle();
        return new(output.GetProperty("name").GetString()!, dimensions, values);
    }
}
