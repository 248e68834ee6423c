namespace DeepRecipes.Detection.Tests;

public class ModelMetadataTests
{
    [Fact]
    public void ReadsWhatUltralyticsWrites()
    {
        var metadata = ModelMetadata.Parse(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["description"] = "Ultralytics YOLO11n-pose model", ["stride"] = "32", ["task"] = "pose", ["imgsz"] = "[480, 640]",
            ["names"] = """{0: 'person', 1: "child's toy", 2: 'caf\xe9 \u2603 \'x\''}""", ["kpt_shape"] = "[17, 3]",
        });

        Assert.Equal("person / child's toy / café ☃ 'x'", string.Join(" / ", metadata.ClassNames));
        Assert.Equal((32, "pose", new NetworkSize(640, 480), 17, 3, false),
            (metadata.Stride, metadata.Task, metadata.InputSize, metadata.KeypointCount, metadata.KeypointValues, metadata.EndToEnd));
        Assert.Equal(new YoloV8PoseDecoder { KeypointCount = 17, ClassCount = 3 }, metadata.SuggestDecoder());
    }

    [Fact]
    public void ReadsTheOtherFormsToo()
    {
        var metadata = Parse(("names", "['a', 'b',]"), ("stride", "[8, 16, 32]"), ("imgsz", "640"), ("task", "detect"), ("end2end", "True"));

        Assert.Equal("a / b", string.Join(" / ", metadata.ClassNames));
        Assert.Equal((32, new NetworkSize(640, 640)), (metadata.Stride, metadata.InputSize));
        _ = Assert.IsType<YoloV10Decoder>(metadata.SuggestDecoder());
        Assert.Equal("x / y", string.Join(" / ", Parse(("names", "{ 1 : 'y', 0:'x' }")).ClassNames));
    }

    [Fact]
    public void AModelThatSaysNothingIsTakenAsThat()
    {
        var metadata = Parse(("author", "somebody"));

        Assert.Empty(metadata.ClassNames);
        Assert.Null(metadata.Stride);
        Assert.Null(metadata.SuggestDecoder());
    }

    [Theory]
    [InlineData("{'batch': 1, 'half': False, 'opset': None, 'nms': True}", true)]
    [InlineData("{'batch': 1, 'half': True, 'nms': False}", false)]
    public void SuppressionAmongTheExportsArgumentsIsPartOfTheModel(string arguments, bool endToEnd) =>
        Assert.Equal(endToEnd, Parse(("task", "detect"), ("args", arguments)).EndToEnd);

    [Theory]
    [InlineData("detect", typeof(YoloV8Decoder))]
    [InlineData("segment", typeof(YoloV8SegDecoder))]
    [InlineData("obb", typeof(YoloV8ObbDecoder))]
    [InlineData("classify", null)]
    public void SuggestsADecoderForTheTask(string task, Type? decoder) => Assert.Equal(decoder, Parse(("task", task)).SuggestDecoder()?.GetType());

    [Theory]
    [InlineData("names", "{0: 'a'", "','")]
    [InlineData("names", "{0: 'a', 0: 'b'}", "none yet")]
    [InlineData("names", "{0: 'a', 2: 'b'}", "from 0 to 1")]
    [InlineData("names", "{0: open('x')}", "quoted name")]
    [InlineData("names", "{99999999999: 'x'}", "whole number")]
    [InlineData("names", "['a'] + ['b']", "the end")]
    [InlineData("names", @"['\q']", "one of")]
    [InlineData("names", @"['\x4']", "hexadecimal")]
    [InlineData("names", "['a", "'''")]
    [InlineData("stride", "-8", "whole number")]
    [InlineData("stride", "[]", "greater than 0")]
    [InlineData("imgsz", "[0, 640]", "greater than 0")]
    public void WhatIsNotValidIsNamedWithItsPlace(string key, string value, string expected)
    {
        var error = Assert.Throws<FormatException>(() => Parse((key, value))).Message;

        Assert.Contains($"'{key}'", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsTooMuchIsRefused()
    {
        Assert.Contains("65536", Refused("[" + string.Concat(Enumerable.Repeat("'',", 65_537)) + "]"), StringComparison.Ordinal);
        Assert.Contains("1024", Refused("['" + new string('x', 1_025) + "']"), StringComparison.Ordinal);
        Assert.Contains("4194304", Refused(new string(' ', 4_194_305)), StringComparison.Ordinal);

        static string Refused(string names) => Assert.Throws<FormatException>(() => Parse(("names", names))).Message;
    }

    private static ModelMetadata Parse(params (string Key, string Value)[] entries) =>
        ModelMetadata.Parse(entries.ToDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal));
}
