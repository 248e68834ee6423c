using System.Text.Json;
using DeepRecipes.Contracts;

namespace DeepRecipes.Detection.Tests;

public class LandmarkHeadTests
{
    [Fact]
    public void LandmarksAreRelativeToTheirCrop()
    {
        var points = new float[6];

        LandmarkHead.ToPicture([0, 0.5f, 1, 1], new(10, 20, 30, 60), points);

        Assert.Equal([9.5f, 39.5f, 2, 29.5f, 59.5f, 2], points);
    }

    [Fact]
    public void ARealModelsPointsAreTheOracles()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(TestData.Path("landmarks.json")));
        foreach (var face in file.RootElement.GetProperty("faces").EnumerateArray())
        {
            float[] Floats(string name) => [.. face.GetProperty(name).EnumerateArray().Select(v => v.GetSingle())];
            var (box, expected) = (Floats("box"), face.GetProperty("expected"));
            var points = new float[68 * 3];

            LandmarkHead.ToPicture(Floats("raw"), new(box[0], box[1], box[2], box[3]), points);

            // The oracle's points are continuous coordinates, ours count pixel centres as integers.
            for (var k = 0; k < 68; k++)
            {
                Assert.Equal(expected[k][0].GetSingle() - 0.5f, points[3 * k], 0.001f);
                Assert.Equal(expected[k][1].GetSingle() - 0.5f, points[(3 * k) + 1], 0.001f);
            }
        }
    }

    [Fact]
    public void RefusesHalfAPointAndTooLittleRoom()
    {
        Assert.Contains("3 values", Assert.Throws<ArgumentException>(() => LandmarkHead.ToPicture([1, 2, 3], default, new float[9])).Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentException>(() => LandmarkHead.ToPicture([1, 2], default, new float[2]));
    }
}
