namespace DeepRecipes.Detection.Tests;

public class FasterRcnnDecoderTests : DecoderContract<FasterRcnnDecoder>
{
    private protected override TensorView[] Encode(IReadOnlyList<Thing> things) => EncodeRows(things);

    internal static TensorView[] EncodeRows(IReadOnlyList<Thing> things)
    {
        // A row below the threshold stands among the others.
        List<Thing> rows = [.. things.Take(1), new(new(1, 2, 3, 4), 0.1f, 7), .. things.Skip(1)];
        Head boxes = new("boxes", rows.Count, 4), labels = new("labels", rows.Count), scores = new("scores", rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var b = rows[i].Box;
            (boxes[i, 0], boxes[i, 1], boxes[i, 2], boxes[i, 3]) = (b.X1, b.Y1, b.X2, b.Y2);
            (labels[i], scores[i]) = (rows[i].ClassId + 1, rows[i].Score);
        }

        return [boxes.View, labels.View, scores.View];
    }

    [Fact]
    public void WithoutNamesTheOrderTellsLabelsFromScores()
    {
        var outputs = Encode(Things).Select((o, i) => new TensorView($"out{i}", o.Dimensions.ToArray(), o.Values.ToArray())).ToArray();

        Assert.Equal(Decode(Encode(Things)).Scores.ToArray(), Decode(outputs).Scores.ToArray());
    }
}
