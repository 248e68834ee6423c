namespace DeepRecipes.Detection.Tests;

public class TensorFlowDetectionDecoderTests : DecoderContract<TensorFlowDetectionDecoder>
{
    private protected override TensorView[] Encode(IReadOnlyList<Thing> things)
    {
        // The table is longer than what was found.
        Head boxes = new("detection_boxes", 1, things.Count + 2, 4), classes = new("detection_classes", 1, things.Count + 2), scores = new("detection_scores", 1, things.Count + 2), count = new("num_detections", 1);
        classes.Fill(1);
        count[0] = things.Count;
        for (var i = 0; i < things.Count; i++)
        {
            var b = things[i].Box;
            (boxes[0, i, 0], boxes[0, i, 1], boxes[0, i, 2], boxes[0, i, 3]) = (b.Y1 / Input.Height, b.X1 / Input.Width, b.Y2 / Input.Height, b.X2 / Input.Width);
            (classes[0, i], scores[0, i]) = (things[i].ClassId + 1, things[i].Score);
        }

        return [boxes.View, classes.View, scores.View, count.View];
    }

    [Fact]
    public void NamesOfFrozenGraphsAreKnown()
    {
        // Classes and scores have one shape, and in a frozen graph the scores come first.
        var outputs = Encode(Things).Select(o => new TensorView(o.Name + ":0", o.Dimensions.ToArray(), o.Values.ToArray())).Reverse().ToArray();

        Assert.Equal(Decode(Encode(Things)).ClassIds.ToArray(), Decode(outputs).ClassIds.ToArray());
    }
}
