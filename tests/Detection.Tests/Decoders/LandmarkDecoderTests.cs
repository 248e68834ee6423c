using System.Text.Json;
using DeepRecipes.Contracts;

namespace DeepRecipes.Detection.Tests;

public class LandmarkDecoderTests : DecoderContract<LandmarkDecoder>
{
    private protected override LandmarkDecoder Decoder => new() { KeypointCount = 5 };

    private protected override IReadOnlyList<Thing> Things
    {
        get
        {
            var face = new Thing(new(40, 60, 220, 200), 1, 0).WithPoints(5, confident: false);
            var (x, y) = (face.Points.Where((_, i) => i % 3 == 0), face.Points.Where((_, i) => i % 3 == 1));
            return [face with { Box = new(x.Min(), y.Min(), x.Max(), y.Max()) }];
        }
    }

    [Fact]
    public void ARealModelsPointsAreTheOracles()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(TestData.Path("landmarks.json")));
        foreach (var face in file.RootElement.GetProperty("faces").EnumerateArray())
        {
            float[] Floats(string name) => [.. face.GetProperty(name).EnumerateArray().Select(v => v.GetSingle())];
            var (box, expected) = (Floats("box"), face.GetProperty("expected"));
            Tile crop = new((int)box[0], (int)box[1], (int)(box[2] - box[0]), (int)(box[3] - box[1]));
            var found = new DetectionBuffer();

            new LandmarkDecoder().Decode([new("output", new[] { 1, 136 }, Floats("raw"))], new(64, 64), found);
            ResizeMapping.Stretch(crop.Width, crop.Height, new(64, 64)).ToOriginal(found);
            crop.ToPicture(found);

            // The oracle's points are continuous coordinates, ours count pixel centres as integers.
            for (var k = 0; k < 68; k++)
            {
                Assert.Equal(expected[k][0].GetSingle() - 0.5f, found.Keypoints[3 * k], 0.001f);
                Assert.Equal(expected[k][1].GetSingle() - 0.5f, found.Keypoints[(3 * k) + 1], 0.001f);
            }
        }
    }

    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        var head = new Head("output", 1, 10);
        foreach (var thing in things)
        {
            for (var k = 0; k < 5; k++)
                (head[0, 2 * k], head[0, (2 * k) + 1]) = (thing.Points[3 * k] / Input.Width, thing.Points[(3 * k) + 1] / Input.Height);
        }

        return [head.View];
    }
}
