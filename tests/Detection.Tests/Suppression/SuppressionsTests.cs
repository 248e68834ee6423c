using System.Text.Json.Nodes;

namespace DeepRecipes.Detection.Tests;

public class SuppressionsTests
{
    [Fact]
    public void AScoreThresholdThatIsNoNumberIsRefused()
    {
        // No score is greater than NaN: all would go.
        Assert.Equal("ScoreThreshold", Assert.Throws<ArgumentOutOfRangeException>(() => new NonMaximumSuppression { ScoreThreshold = float.NaN }).ParamName);
        Assert.Equal("ScoreThreshold", Assert.Throws<ArgumentOutOfRangeException>(() => new OrientedNonMaximumSuppression { ScoreThreshold = float.NaN }).ParamName);
        Assert.Equal("ScoreThreshold", Assert.Throws<ArgumentOutOfRangeException>(() => new WeightedBoxesFusion { ScoreThreshold = float.NaN }).ParamName);
    }

    public static TheoryData<string> Kinds() => [.. Suppressions.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryKindSurvivesItsOptionsAsJsonAndTakesAnEmptyPicture(string kind)
    {
        var suppression = Suppressions.Create(kind);
        var copy = Suppressions.Read(Suppressions.Write(suppression), "suppression");
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
            Suppressions.Read(JsonNode.Parse("""{"kind":"nms","measure":"dIoU","threshold":0.25}"""), "suppression"));
        Refused("nothing", "{}", "nms, oriented-nms");
        Refused("nms", """{"treshold":0.5}""", "treshold");
        Refused("nms", """{"threshold":"much"}""", "threshold");
        Refused("nms", """{"threshold":2}""", "0 to 1");
        Refused("nms", """{"measure":7}""", "measure");
    }

    private static void Refused(string kind, string options, string part)
    {
        JsonObject definition = JsonNode.Parse(options)!.AsObject();
        definition["kind"] = kind;
        Assert.Contains(part, Assert.Throws<FormatException>(() => Suppressions.Read(definition, "suppression")).Message, StringComparison.OrdinalIgnoreCase);
    }
}
