using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation.Tests;

public sealed class BatchMixTests
{
    private static readonly ImageShape s_shape = new(20, 10, 3);

    /// <summary>Pictures of one level each, so that a pixel tells where it comes from; class i, one box each.</summary>
    private static MixedSample[] Batch =>
    [
        .. Enumerable.Range(0, 4).Select(i => new MixedSample(
            new(s_shape, Enumerable.Repeat((byte)(10 + (60 * i)), s_shape.Length).ToArray()) { Boxes = new Box[] { new(4, 2, 16, 8) }, Classes = new[] { i } },
            [.. Enumerable.Range(0, 4).Select(c => c == i ? 1f : 0f)], [1])),
    ];

    [Fact]
    public void MixupWeighsPixelsLabelsAndBoxesAlike()
    {
        var mixed = new Mixup { Alpha = 1 }.Apply(Batch, new(1, 0, 2));
        for (var i = 0; i < 4; i++)
        {
            var (sample, label, weights) = mixed[i];
            var lambda = label[i];
            var other = sample.Classes.Span[1];
            Assert.NotEqual(i, other);
            Assert.Equal(i, sample.Classes.Span[0]);
            Assert.Equal(1 - lambda, label[other], 1e-6);
            Assert.Equal([lambda, label[other]], weights.ToArray());
            Assert.All(sample.Pixels.ToArray(), value => Assert.Equal((lambda * (10 + (60 * i))) + (label[other] * (10 + (60 * other))), value, .51));
        }
    }

    [Fact]
    public void CutMixLabelsAreTheSharesOfPixels()
    {
        for (ulong key = 0; key < 20; key++)
        {
            var mixed = new CutMix().Apply(Batch, new(1, 0, key));
            for (var i = 0; i < 4; i++)
            {
                var (sample, label, weights) = mixed[i];
                for (var c = 0; c < 4; c++)
                    Assert.Equal(sample.Pixels.ToArray().Count(value => value == 10 + (60 * c)) / (double)s_shape.Length, label[c], 1e-6);
                Assert.Equal(sample.Boxes!.Value.Length, weights.Length);
                Assert.Equal(sample.Boxes.Value.Length, sample.Classes.Length);
                for (var b = 0; b < weights.Length; b++)
                    Assert.True(Seen(sample, b) >= .3 - 1e-6, "A box is kept of which too little is seen.");
            }
        }

        // The share of the whole box of the source that shows its picture.
        static double Seen(Sample sample, int box)
        {
            var level = 10 + (60 * sample.Classes.Span[box]);
            var seen = 0;
            for (var y = 2; y < 8; y++)
            {
                for (var x = 4; x < 16; x++)
                    seen += sample.Pixels.Span[((y * 20) + x) * 3] == level ? 1 : 0;
            }
            return seen / 72.0;
        }
    }

    [Fact]
    public void AMosaicShowsEachBoxWhereItsPictureIs()
    {
        for (ulong key = 0; key < 20; key++)
        {
            foreach (var (sample, label, _) in new Mosaic { Boxes = new() { MinVisibility = .1 } }.Apply(Batch, new(1, 0, key)))
            {
                Assert.Equal(1, label.Sum(), 1e-5);
                for (var c = 0; c < 4; c++)
                    Assert.Equal(sample.Pixels.ToArray().Count(value => value == 10 + (60 * c)) / (double)s_shape.Length, label[c], 1e-5);
                for (var b = 0; b < sample.Classes.Length; b++)
                {
                    var box = sample.Boxes!.Value.Span[b];
                    for (var y = (int)box.Y1; y < (int)box.Y2; y++)
                        Assert.Equal(10 + (60 * sample.Classes.Span[b]), sample.Pixels.Span[((y * 20) + (int)box.X1) * 3]);
                }
            }
        }
    }

    [Fact]
    public void TheShareFollowsItsBetaDistribution()
    {
        foreach (var alpha in new[] { .01, .2, 1, 4 })
        {
            var shares = Enumerable.Range(0, 4000).Select(i => Beta.Draw(alpha, Draws.Keyed(new(1, 0, (ulong)i)))).ToArray();
            Assert.Equal(.5, shares.Average(), .03);
            Assert.Equal(1 / (4 * ((2 * alpha) + 1)), shares.Average(share => (share - .5) * (share - .5)), .01);
        }
    }

    [Fact]
    public void WhatCannotBeMixedIsRefusedByNumberAndPart()
    {
        var batch = Batch;
        batch[2] = batch[2] with { Sample = batch[2].Sample with { Mask = new byte[200] } };
        Assert.Contains("Sample 2 of the batch has a mask", Assert.Throws<ArgumentException>(() => new Mixup().Apply(batch, default)).Message, StringComparison.Ordinal);
        batch[2] = batch[1] with { Label = [1] };
        Assert.Throws<ArgumentException>(() => new CutMix().Apply(batch, default));
        batch[2] = batch[1] with { BoxWeights = [] };
        Assert.Throws<ArgumentException>(() => new Mosaic().Apply(batch, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Mixup { Alpha = 0 });
    }

    [Fact]
    public void BoxesAreNotLostBesideAPictureThatHasNone()
    {
        var batch = Batch;
        batch[2] = batch[2] with { Sample = batch[2].Sample with { Boxes = null, Classes = default }, BoxWeights = [] };
        foreach (BatchMix mix in new BatchMix[] { new Mixup(), new CutMix(), new Mosaic() })
            Assert.Contains("Sample 2 of the batch has no boxes and sample 0 has", Assert.Throws<ArgumentException>(() => mix.Apply(batch, default)).Message, StringComparison.Ordinal);
        batch[2] = batch[2] with { Sample = batch[2].Sample with { Boxes = Array.Empty<Box>() } };
        Assert.All(new Mixup().Apply(batch, default), mixed => Assert.Equal(mixed.BoxWeights.Length, mixed.Sample.Boxes!.Value.Length));
        batch[1] = batch[1] with { Sample = batch[1].Sample with { Classes = default } };
        Assert.Contains("without classes", Assert.Throws<ArgumentException>(() => new CutMix().Apply(batch, default)).Message, StringComparison.Ordinal);
    }
}
