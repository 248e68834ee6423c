namespace DeepRecipes.Detection.Tests;

public class YoloXDecoderTests : DecoderContract<YoloXDecoder>
{
    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        int[] strides = [8, 16, 32], starts = [0, 40 * 32, (40 * 32) + (20 * 16)];
        var head = new Head("output", 1, (40 * 32) + (20 * 16) + (10 * 8), 5 + 3);
        for (var i = 0; i < things.Count; i++)
        {
            var stride = strides[i % 3];
            int column = (int)things[i].CentreX / stride, row = (int)things[i].CentreY / stride;
            var at = starts[i % 3] + (row * (320 / stride)) + column;
            head[0, at, 0] = (things[i].CentreX / stride) - column;
            head[0, at, 1] = (things[i].CentreY / stride) - row;
            head[0, at, 2] = MathF.Log(things[i].Box.Width / stride);
            head[0, at, 3] = MathF.Log(things[i].Box.Height / stride);
            head[0, at, 4] = 0.95f;
            head[0, at, 5 + things[i].ClassId] = things[i].Score / 0.95f;
        }

        return [head.View];
    }

    [Fact]
    public void SaysHowManyCandidatesTheInputHas()
    {
        var error = Assert.Throws<ArgumentException>(() => Decode([new Head("output", 1, 100, 8).View])).Message;

        Assert.Contains("1680", error, StringComparison.Ordinal);
        Assert.Contains("100", error, StringComparison.Ordinal);
    }
}
