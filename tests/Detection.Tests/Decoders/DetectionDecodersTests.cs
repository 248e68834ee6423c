using System.Text.Json.Nodes;

namespace DeepRecipes.Detection.Tests;

public class DetectionDecodersTests
{
    public static TheoryData<string> Kinds() => [.. DetectionDecoders.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryDecoderIsHeldToTheContract(string kind)
    {
        var contract = typeof(DecoderContract<>).MakeGenericType(DetectionDecoders.Create(kind).GetType());

        Assert.Contains(typeof(DetectionDecodersTests).Assembly.GetTypes(), t => t.IsSubclassOf(contract));
        Assert.Matches("^[a-z0-9-]+$", kind);
    }

    [Fact]
    public void OptionsAreReadStrictly()
    {
        Assert.Equal(new UltraFaceDecoder { ScoreThreshold = 0.25f }, Create("ultraface", """{"scoreThreshold":0.25}"""));
        var yolo = Assert.IsType<YoloV3Decoder>(Create("yolov3", """{"levels":[{"stride":16,"anchors":[1,2,3,4],"gridScale":1.5}]}"""));
        Assert.Equal((16, 1.5f, 2), (yolo.Levels[0].Stride, yolo.Levels[0].GridScale, yolo.Levels[0].AnchorCount));

        Refused("yolov99", "{}", "yolov10, yolov3");
        Assert.Contains("decoders are: associative-embedding", Assert.Throws<ArgumentException>(() => DetectionDecoders.Create("yolov99")).Message, StringComparison.Ordinal);
        Assert.Contains("steps[2]: \"kind\" is missing", Assert.Throws<FormatException>(() => DetectionDecoders.Read(new JsonObject(), "steps[2]")).Message, StringComparison.Ordinal);
        Assert.Contains("steps[2]: an object", Assert.Throws<FormatException>(() => DetectionDecoders.Read(new JsonArray(), "steps[2]")).Message, StringComparison.Ordinal);
        Refused("ultraface", """{"threshold":0.5}""", "threshold");
        Refused("ultraface", """{"scoreThreshold":1.5}""", "0 to 1");
        Refused("yolov3", """{"levels":[]}""", "Levels holds 0");
        Refused("yolov3", """{"levels":[{"stride":0,"anchors":[1,2]}]}""", "Stride");
        Refused("yolov3", """{"levels":[{"stride":8,"anchors":[1,2,3]}]}""", "pairs");
        Refused("yolox", $$"""{"strides":[{{string.Join(',', Enumerable.Repeat(8, 65))}}]}""", "1 to 64");
    }

    [Fact]
    public void ADecoderOfAnotherAssemblyHasNoKind() =>
        Assert.Contains("decoders are: ", Assert.Throws<ArgumentException>(() => DetectionDecoders.KindOf(new Foreign())).Message, StringComparison.Ordinal);

    private static IDetectionDecoder Create(string kind, string options) => DetectionDecoders.Read(Definition(kind, options), "decoder");

    private static JsonObject Definition(string kind, string options)
    {
        JsonObject definition = JsonNode.Parse(options)!.AsObject();
        definition["kind"] = kind;
        return definition;
    }

    private static void Refused(string kind, string options, string part) =>
        Assert.Contains(part, Assert.Throws<FormatException>(() => Create(kind, options)).Message, StringComparison.OrdinalIgnoreCase);

    private sealed class Foreign : IDetectionDecoder
    {
        public IReadOnlyList<TensorPattern> ExpectedOutputs => [];

        public void Decode(ReadOnlySpan<TensorView> outputs, NetworkSize input, DetectionBuffer destination) => destination.Clear();
    }
}
