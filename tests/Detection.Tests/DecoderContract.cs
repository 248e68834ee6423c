using DeepRecipes.Kernels;

namespace DeepRecipes.Detection.Tests;

/// <summary>What every decoder must do, shown on heads that the derived class builds by hand. A new decoder derives, writes its encoder, and has its suite.</summary>
public abstract class DecoderContract<TDecoder>
    where TDecoder : class, IDetectionDecoder<TDecoder>, new()
{
    private protected virtual TDecoder Decoder => new();

    /// <summary>Not square, so that swapped axes show.</summary>
    private protected virtual NetworkSize Input => new(320, 256);

    private protected virtual IReadOnlyList<Thing> Things { get; } =
    [
        new(new Box(20.5f, 30.25f, 61, 110), 0.9f, 2),
        new(new Box(130, 40, 230, 96.5f), 0.8f, 0),
        new(new Box(250, 180, 300, 240), 0.7f, 1),
    ];

    /// <summary>The head of a network that sees exactly these things. With no things it sees nothing.</summary>
    private protected abstract TensorView[] Encode(IReadOnlyList<Thing> things);

    [Fact]
    public void ReportsExactlyTheThingsOfAHandBuiltHead()
    {
        var things = Things;
        var found = Decode(Encode(things));

        Assert.Equal(things.Count, found.Count);
        Assert.Equal((Decoder.KeypointCount, Decoder.MaskCoefficientCount), (found.KeypointCount, found.MaskCoefficientCount));
        foreach (var thing in things)
        {
            var i = Enumerable.Range(0, found.Count).MinBy(i => Distance(found.Boxes[i], thing.Box));
            Assert.True(Distance(found.Boxes[i], thing.Box) < 0.01, $"expected {thing.Box}, nearest {found.Boxes[i]}");
            Assert.Equal(thing.Score, found.Scores[i], 0.001f);
            Assert.Equal(thing.ClassId, found.ClassIds[i]);
            Assert.Equal(thing.Mask, found.MaskCoefficientsOf(i).ToArray());
            var points = found.KeypointsOf(i);
            Assert.Equal(thing.Points.Length, points.Length);
            for (var p = 0; p < points.Length; p++)
                Assert.Equal(thing.Points[p] - (p % 3 == 2 ? 0 : 0.5f), points[p], 0.01f);
        }
    }

    [Fact]
    public void ReportsNothingWhereThereIsNothing()
    {
        var found = Decode(Encode([]));

        Assert.Equal((0, 0), (found.Count, found.NonFiniteCount));
    }

    [Fact]
    public void CountsBrokenScoresInsteadOfReportingThem()
    {
        var outputs = Encode(Things);
        for (var i = 0; i < outputs.Length; i++)
            outputs[i] = new(outputs[i].Name, outputs[i].Dimensions.ToArray(), Enumerable.Repeat(float.NaN, outputs[i].Values.Length).ToArray());
        var found = Decode(outputs);

        Assert.Equal(0, found.Count);
        Assert.True(found.NonFiniteCount > 0);
    }

    [Fact]
    public void GivesTheSameInTheSameOrderEveryTime()
    {
        var outputs = Encode(Things);
        var first = Decode(outputs);
        var warm = Decode(Encode([]));
        Decoder.Decode(outputs, Input, warm);

        Assert.Equal(first.Boxes.ToArray(), warm.Boxes.ToArray());
        Assert.Equal(first.Scores.ToArray(), warm.Scores.ToArray());
        Assert.Equal(first.ClassIds.ToArray(), warm.ClassIds.ToArray());
        Assert.Equal(first.Keypoints.ToArray(), warm.Keypoints.ToArray());
    }

    [Fact]
    public void FindsItsOutputsInAnyOrder()
    {
        var outputs = Encode(Things);
        var straight = Decode(outputs);
        var named = outputs.Select(o => o.Name).Distinct(StringComparer.Ordinal).Count() == outputs.Length;
        Assert.True(named, "encode with the names that the network's exporters give");
        Array.Reverse(outputs);
        var reversed = Decode([new("unrelated", new[] { 1, 3 }, new float[3]), .. outputs]);

        Assert.Equal(straight.Boxes.ToArray(), reversed.Boxes.ToArray());
        Assert.Equal(straight.Scores.ToArray(), reversed.Scores.ToArray());
        Assert.Equal(straight.ClassIds.ToArray(), reversed.ClassIds.ToArray());
        Assert.Equal(straight.Keypoints.ToArray(), reversed.Keypoints.ToArray());
    }

    [Fact]
    public void AllocatesNothingWhenWarm()
    {
        var (decoder, outputs, input, buffer) = (Decoder, Encode(Things), Input, new DetectionBuffer());

        Assert.Equal(0, Allocations.WhenWarm(() => decoder.Decode(outputs, input, buffer)));
    }

    [Fact]
    public void SaysWhatItExpectedWhatItGotAndWhatWouldFit()
    {
        var error = Assert.Throws<ArgumentException>(() => Decode([new("strange", new[] { 1, 7, 9, 11, 13 }, new float[7 * 9 * 11 * 13])])).Message;
        Assert.Contains(typeof(TDecoder).Name, error, StringComparison.Ordinal);
        Assert.Contains(Decoder.ExpectedOutputs[0].ToString(), error, StringComparison.Ordinal);
        Assert.Contains("strange [1, 7, 9, 11, 13]", error, StringComparison.Ordinal);
        Assert.Contains("No decoder", error, StringComparison.Ordinal);

        var (foreign, fits) = TDecoder.Kind == "yolov7-end2end"
            ? (new TensorView("x", new[] { 1, 1, 17, 3 }, new float[51]), "movenet")
            : (new TensorView("x", new[] { 10, 7 }, new float[70]), "yolov7-end2end");
        Assert.Contains(fits, Assert.Throws<ArgumentException>(() => Decode([foreign])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IsFoundByItsKindAndSurvivesItsOptionsAsJson()
    {
        Assert.Contains(TDecoder.Kind, DetectionDecoders.Kinds, StringComparer.Ordinal);
        Assert.Equal(TDecoder.Kind, DetectionDecoders.KindOf(Decoder));
        var copy = Assert.IsType<TDecoder>(DetectionDecoders.Read(DetectionDecoders.Write(Decoder), "decoder"));
        Assert.Equal(DetectionDecoders.Write(Decoder).ToJsonString(), DetectionDecoders.Write(copy).ToJsonString());
        var buffer = new DetectionBuffer();
        copy.Decode(Encode(Things), Input, buffer);
        Assert.Equal(Things.Count, buffer.Count);
        Assert.Equal(TDecoder.Kind, DetectionDecoders.KindOf(DetectionDecoders.Create(TDecoder.Kind)));
    }

    private protected DetectionBuffer Decode(TensorView[] outputs)
    {
        var buffer = new DetectionBuffer();
        Decoder.Decode(outputs, Input, buffer);
        return buffer;
    }

    private static float Distance(Box a, Box b) =>
        Math.Abs(a.X1 - b.X1) + Math.Abs(a.Y1 - b.Y1) + Math.Abs(a.X2 - b.X2) + Math.Abs(a.Y2 - b.Y2);
}
