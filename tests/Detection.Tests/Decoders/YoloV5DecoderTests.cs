namespace DeepRecipes.Detection.Tests;

public class YoloV5DecoderTests : DecoderContract<YoloV5Decoder>
{
    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        var head = new Head("output0", 1, 2000, 5 + 3);
        for (var i = 0; i < things.Count; i++)
        {
            var at = 1999 - (700 * i);
            (head[0, at, 0], head[0, at, 1]) = (things[i].CentreX, things[i].CentreY);
            (head[0, at, 2], head[0, at, 3]) = (things[i].Box.Width, things[i].Box.Height);
            head[0, at, 4] = 0.95f;
            head[0, at, 5 + things[i].ClassId] = things[i].Score / 0.95f;
        }

        return [head.View];
    }

    [Fact]
    public void WithMultiLabelEveryClassAboveTheThresholdIsReported()
    {
        var head = new Head("output0", 1, 1, 5 + 3);
        new float[] { 50, 50, 10, 10, 1, 0.5f, 0.1f, 0.6f }.CopyTo(head.Values, 0);
        var buffer = new DetectionBuffer();

        new YoloV5Decoder { MultiLabel = true }.Decode([head.View], Input, buffer);

        Assert.Equal([0, 2], buffer.ClassIds.ToArray());
        Assert.Equal([0.5f, 0.6f], buffer.Scores.ToArray());
    }
}
