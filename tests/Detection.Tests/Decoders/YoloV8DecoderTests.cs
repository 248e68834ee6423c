namespace DeepRecipes.Detection.Tests;

public class YoloV8DecoderTests : DecoderContract<YoloV8Decoder>
{
    private protected override TensorView[] Encode(IReadOnlyList<Thing> things) => [EncodeTable(things, 3, 0).View];

    // A number of candidates that is no multiple of any vector, and things at both ends.
    internal static Head EncodeTable(IReadOnlyList<Thing> things, int classes, int tail)
    {
        const int Candidates = 1683;
        var head = new Head("output0", 1, 4 + classes + tail, Candidates);
        for (var i = 0; i < things.Count; i++)
        {
            var at = i == 0 ? Candidates - 1 : (i - 1) * 600;
            (head[0, 0, at], head[0, 1, at]) = (things[i].CentreX, things[i].CentreY);
            (head[0, 2, at], head[0, 3, at]) = (things[i].Box.Width, things[i].Box.Height);
            head[0, 4 + things[i].ClassId, at] = things[i].Score;
            for (var t = 0; t < tail; t++)
                head[0, 4 + classes + t, at] = things[i].Points.Length > 0 ? things[i].Points[t] : things[i].Mask[t];
        }

        return head;
    }

    [Fact]
    public void WithMultiLabelEveryClassAboveTheThresholdIsReported()
    {
        var head = EncodeTable([new Thing(new(10, 10, 20, 30), 0.5f, 0)], 3, 0);
        head[0, 6, 1682] = 0.75f;
        var buffer = new DetectionBuffer();

        new YoloV8Decoder { MultiLabel = true }.Decode([head.View], Input, buffer);

        Assert.Equal([0, 2], buffer.ClassIds.ToArray());
        Assert.Equal([0.5f, 0.75f], buffer.Scores.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(1100)]
    public void TheBestClassIsTheFirstOfTheHighest(int candidates)
    {
        var random = new Random(candidates);
        var head = new Head("output0", 1, 4 + 5, candidates);
        for (var i = 4 * candidates; i < head.Values.Length; i++)
            head.Values[i] = random.Next(3, 6) / 10f;
        var buffer = new DetectionBuffer();

        new YoloV8Decoder().Decode([head.View], Input, buffer);

        var expected = Enumerable.Range(0, candidates).Select(n => Enumerable.Range(0, 5).MaxBy(c => head[0, 4 + c, n]));
        Assert.Equal(expected, buffer.ClassIds.ToArray());
    }
}
