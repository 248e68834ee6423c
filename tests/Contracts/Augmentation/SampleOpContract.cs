using System.Text.Json;
using System.Text.Json.Nodes;
using DeepRecipes.Augmentation;
using DeepRecipes.Kernels;

namespace DeepRecipes.Contracts;

/// <summary>What every op keeps. A new op says one definition of itself with ranges, so that something is drawn where anything can be.</summary>
public abstract class SampleOpContract
{
    /// <summary>The op under test.</summary>
    protected abstract SampleOp Op { get; }

    /// <summary>Whether the picture with red and blue exchanged gives the result with red and blue exchanged. Not where each sample has its own noise.</summary>
    protected virtual bool TreatsChannelsAlike => true;

    [Fact]
    public void JsonGivesItBack()
    {
        var written = SampleOps.Write(Op);
        var read = SampleOps.Read(JsonNode.Parse(written.ToJsonString()), "op");
        Assert.Equal(Op, read);
        Assert.Equal(written.ToJsonString(), SampleOps.Write(read).ToJsonString());
        Assert.Equal(Op.GetType().Name, (string?)written["kind"]);
    }

    [Fact]
    public void AnUnknownOptionIsRefusedByNameAndPlace()
    {
        var written = SampleOps.Write(Op);
        written["colour"] = 1;
        var e = Assert.Throws<FormatException>(() => SampleOps.Read(written, "steps[4]"));
        Assert.Contains("steps[4]", e.Message, StringComparison.Ordinal);
        Assert.Contains(Op.GetType().Name, e.Message, StringComparison.Ordinal);
        Assert.Contains("colour", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OrderAndThreadsMakeNoDifference()
    {
        var augmenter = new Augmenter([Op], Rules, seed: 11);
        var expected = Enumerable.Range(0, 24).Select(i => Bytes(augmenter.Apply(SampleOf(i), (ulong)i))).ToArray();
        var actual = new byte[expected.Length][];
        Parallel.For(0, expected.Length, new() { MaxDegreeOfParallelism = 4 }, i => actual[expected.Length - 1 - i] = Bytes(augmenter.Apply(SampleOf(expected.Length - 1 - i), (ulong)(expected.Length - 1 - i))));
        Assert.Equal(expected, actual);
        if (Op.IsRandom)
            Assert.Contains(expected.Skip(1), bytes => !bytes.AsSpan().SequenceEqual(Bytes(augmenter.Apply(SampleOf(0), 99))));
    }

    [Fact]
    public void ARecordGivesTheSameBytes()
    {
        var augmenter = new Augmenter([Op], Rules, seed: 3);
        for (var i = 0; i < 8; i++)
        {
            var first = augmenter.Apply(SampleOf(i), (ulong)i, copy: 2, epoch: 1);
            var record = JsonSerializer.Deserialize<double[]>(JsonSerializer.Serialize(first.Draws))!;
            Assert.Equal(Bytes(first), Bytes(new Augmenter([Op], Rules, seed: 77).Replay(SampleOf(i), record)));
            Assert.Throws<FormatException>(() => augmenter.Replay(SampleOf(i), [.. record, 1]));
            if (record.Length > 0)
                Assert.Throws<FormatException>(() => augmenter.Replay(SampleOf(i), []));
        }
    }

    [Fact]
    public void TheInputStaysAndTheWholeResultIsWritten()
    {
        foreach (var shape in SampleChecks.Shapes)
        {
            var source = Samples.Picture(shape);
            var kept = source.ToArray();
            var act = Op.Draw(shape, Draws.Keyed(new(1, 0, 4)));
            var length = act.OutputShape(shape).Length;
            Assert.Equal(shape.Channels, act.OutputShape(shape).Channels);
            using var guarded = new GuardedBuffer<byte>(source, guardStart: false);
            using var low = new GuardedBuffer<byte>(length, guardStart: false);
            using var high = new GuardedBuffer<byte>(length, guardStart: true);
            low.Span.Clear();
            high.Span.Fill(255);
            act.Image(guarded.Span, shape, low.Span);
            act.Image(guarded.Span, shape, high.Span);
            Assert.True(low.Span.SequenceEqual(high.Span), $"{shape}: a part of the result was not written.");
            Assert.True(guarded.Span.SequenceEqual(kept), $"{shape}: the input was changed.");
        }
    }

    [Fact]
    public void ASizeThatIsPromisedIsKept()
    {
        foreach (var shape in SampleChecks.Shapes)
        {
            for (var draw = 0; draw < 5; draw++)
            {
                var after = Op.Draw(shape, Draws.Keyed(new(1, 0, (ulong)draw))).OutputShape(shape);
                if (Op.SizeAfter((shape.Width, shape.Height)) is { } size)
                    Assert.Equal((after.Width, after.Height), size);
                if (Op.SizeAfter(null) is { } always)
                    Assert.Equal((after.Width, after.Height), always);
            }
        }
    }

    [Fact]
    public void AlphaAndTheOrderOfChannelsAreRespected()
    {
        var rgba = new ImageShape(24, 17, 4);
        var source = Samples.Picture(rgba);
        for (var i = 3; i < source.Length; i += 4)
            source[i] = 255;
        var act = Op.Draw(rgba, Draws.Keyed(new(1, 0, 4)));
        var result = new byte[act.OutputShape(rgba).Length];
        act.Image(source, rgba, result);
        if (act is not GeometricAct)
        {
            for (var i = 3; i < result.Length; i += 4)
                Assert.Equal(255, result[i]);
        }
        if (!TreatsChannelsAlike)
            return;
        var swapped = Op.Draw(new PictureFormat(rgba, ChannelOrder.Bgr), Draws.Keyed(new(1, 0, 4)));
        var other = new byte[result.Length];
        swapped.Image(Swap(source), rgba, other);
        Assert.Equal(result, Swap(other));
    }

    [Fact]
    public void AnOpThatIsNotRandomDrawsNothing()
    {
        var shape = new ImageShape(20, 15, 3);
        if (Op.IsRandom)
            Assert.Throws<InvalidOperationException>(() => Op.Draw(shape, Draws.None));
        else
            Assert.NotNull(Op.Draw(shape, Draws.None));
    }

    /// <summary>Rules under which a sample with everything is moved.</summary>
    protected static SampleRules Rules { get; } = new() { Skeleton = SampleChecks.Skeleton };

    private protected static Sample SampleOf(int i)
    {
        var shape = new ImageShape(26 + (i % 3), 21 + (i % 2), i % 4 == 3 ? 1 : 3);
        return new(shape, Samples.Picture(shape, i))
        {
            Mask = Samples.Bytes(shape.Width * shape.Height, i),
            Keypoints = new float[] { 1, 2, 2, 5, 6, 1, 20, 11, 2, 0, 0, 2, 25, 19, 0 },
            Boxes = new Box[] { new(1, 2, 9, 9.5f), new(12, 3, 25, 20) },
            Classes = new int[] { 3, 4 },
        };
    }

    private static byte[] Bytes(AugmentedSample result) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(new { result.BoxReasons, result.Draws, Boxes = result.Sample.Boxes!.Value.ToArray(), Points = result.Sample.Keypoints!.Value.ToArray() }),
         .. result.Sample.Pixels.Span, .. result.Sample.Mask!.Value.Span];

    private static byte[] Swap(byte[] pixels)
    {
        var swapped = pixels.ToArray();
        for (var i = 0; i < pixels.Length; i += 4)
            (swapped[i], swapped[i + 2]) = (pixels[i + 2], pixels[i]);
        return swapped;
    }
}
