using System.Text.Json;

namespace DeepRecipes.Detection.Tests;

public class SuppressionsTests
{
    public static TheoryData<string> Kinds() => [.. Suppressions.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryKindSurvivesItsOptionsAsJsonAndTakesAnEmptyPicture(string kind)
    {
        var suppression = Suppressions.Create(kind);
        var copy = Suppressions.Create(kind, Suppressions.Options(suppression));
        var buffer = new DetectionBuffer();
        buffer.Clear(keypointCount: 4);

        copy.Apply(buffer);

        Assert.Equal(suppression, copy);
        Assert.Equal(kind, Suppressions.KindOf(copy));
        Assert.Equal(0, buffer.Count);
    }

    [Fact]
    public void OptionsAreReadStrictly()
    {
        Assert.Equal(
            new NonMaximumSuppression { Measure = OverlapMeasure.DIoU, Threshold = 0.25 },
            Suppressions.Create("nms", JsonSerializer.Deserialize<JsonElement>("""{"measure":"dIoU","threshold":0.25}""")));
        Refused("nothing", "{}", "nms, oriented-nms");
        Refused("nms", """{"treshold":0.5}""", "treshold");
        Refused("nms", """{"threshold":"much"}""", "threshold");
        Refused("nms", """{"threshold":2}""", "0 to 1");
        Refused("nms", """{"measure":7}""", "measure");
    }

    private static void Refused(string kind, string options, string part) =>
        Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(() => Suppressions.Create(kind, JsonSerializer.Deserialize<JsonElement>(options))).Message, StringComparison.OrdinalIgnoreCase);
}
