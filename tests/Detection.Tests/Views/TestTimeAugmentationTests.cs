using DeepRecipes.Kernels;

namespace DeepRecipes.Detection.Tests;

public class TestTimeAugmentationTests
{
    private const int Width = 101, Height = 40;

    /// <summary>Things that are nowhere near their own mirror image.</summary>
    private static readonly Thing[] Things = [new(new Box(3, 5, 20, 15), 0.9f, 1), new(new Box(60.5f, 20, 70, 38), 0.8f, 0), new(new Box(90, 1, 101, 9), 0.7f, 1)];

    [Fact]
    public void ANetworkWithoutPreferenceFindsTheSameInEveryView()
    {
        var plain = See(PictureView.Plain);
        foreach (var merge in new ISuppression[] { new NonMaximumSuppression(), new WeightedBoxesFusion { ModelCount = 4 } })
        {
            var all = new DetectionBuffer();
            var views = TestTimeAugmentation.Of(mirror: true, 0.5f) with { Merge = merge };
            views.Combine([.. views.Views.Select(See)], Width, Height, all);

            Assert.Equal(plain.Boxes.ToArray(), all.Boxes.ToArray());
            Assert.Equal(plain.Scores.ToArray(), all.Scores.ToArray());
            Assert.Equal(plain.ClassIds.ToArray(), all.ClassIds.ToArray());
        }
    }

    [Fact]
    public void ThePlainViewAloneIsThePlainAnswer()
    {
        // Even doubles stay: there is nothing to merge.
        var found = See(PictureView.Plain);
        found.AddRange(See(PictureView.Plain));
        var expected = found.Boxes.ToArray();
        var all = new DetectionBuffer();

        TestTimeAugmentation.Of(mirror: false).Combine([found], Width, Height, all);

        Assert.Equal(expected, all.Boxes.ToArray());
    }

    [Fact]
    public void PointsComeBackUnderTheirOwnNames()
    {
        var skeleton = new KeypointSkeleton(["left", "nose", "right"], [new(0, 2)]);
        var seen = new DetectionBuffer();
        seen.Clear(3);
        for (var i = 0; i < 2; i++)
            new float[] { 10, 1, 2, 20, 2, 1, 30, 3, 0.5f }.CopyTo(seen.KeypointsOf(seen.Add(new(5, 6, 7, 8), 1, 0)));
        var all = new DetectionBuffer();

        new TestTimeAugmentation { Views = [PictureView.Mirrored], Skeleton = skeleton }.Combine([seen], Width, Height, all);

        // What the mirror shows as the left one at 10 is the right one at 90.
        Assert.Equal([70, 3, 0.5f, 80, 2, 1, 90, 1, 2], all.KeypointsOf(1).ToArray());
        Assert.Equal(new Box(94, 6, 96, 8), all.Boxes[1]);
    }

    [Fact]
    public void OrientedBoxesComeBackWithTheirCorners()
    {
        var box = new OrientedBox(30, 20, 16, 6, 0.3);
        var seen = new DetectionBuffer();
        seen.Clear(OrientedCorners.Count);
        OrientedCorners.Write(new(Width - box.CenterX, box.CenterY, box.Width, box.Height, -box.Angle), seen.KeypointsOf(seen.Add(new(1, 2, 3, 4), 1, 0)));
        var all = new DetectionBuffer();

        new TestTimeAugmentation { Views = [PictureView.Mirrored] }.For(new YoloV8ObbDecoder()).Combine([seen], Width, Height, all);

        var back = OrientedCorners.Read(all.KeypointsOf(0));
        Assert.Equal((box.CenterX, box.CenterY, box.Width, box.Height, box.Angle), (Round(back.CenterX), Round(back.CenterY), Round(back.Width), Round(back.Height), Round(back.Angle)));

        static double Round(double value) => Math.Round(value, 4);
    }

    [Fact]
    public void MasksComeBackWithTheirBoxes()
    {
        var pixels = new byte[Width * Height];
        pixels.AsSpan((6 * Width) + 5, 3).Fill(1);
        var seen = new DetectionBuffer();
        seen.Clear();
        seen.HasMasks = true;
        seen.Add(new(5, 6, 8, 7), 1, 0);
        seen.Masks[0] = RleMask.FromPixels(pixels, Height, Width);
        var all = new DetectionBuffer();

        new TestTimeAugmentation { Views = [PictureView.Mirrored] }.Combine([seen], Width, Height, all);

        Assert.Equal(new Box(93, 6, 96, 7), all.Boxes[0]);
        Assert.Equal((93, 6, 3, 1), all.Masks[0].BoundingBox());
    }

    [Fact]
    public void EveryDecodersSkeletonHasItsPoints()
    {
        var known = DetectionDecoders.Kinds.Select(DetectionDecoders.Create).Where(decoder => decoder.Skeleton is not null).ToArray();

        Assert.All(known, decoder => Assert.Equal(decoder.KeypointCount, decoder.Skeleton!.Count));
        Assert.Equal(["blazeface", "movenet", "yunet"], known.Select(DetectionDecoders.KindOf).Where(kind => kind is "blazeface" or "movenet" or "yunet" or "yolov8-pose" or "landmarks"));
        Assert.Null(((IDetectionDecoder)new PoseNetDecoder { KeypointCount = 5 }).Skeleton);
    }

    [Fact]
    public void FewerSightingsLowerAScoreWhereThatIsWanted()
    {
        var both = TestTimeAugmentation.Of(mirror: true) with { Merge = new WeightedBoxesFusion { ModelCount = 2 } };
        var (mirrored, all) = (new DetectionBuffer(), new DetectionBuffer());
        mirrored.Clear();

        both.Combine([See(PictureView.Plain), mirrored], Width, Height, all);

        Assert.Equal([0.45f, 0.4f, 0.35f], all.Scores.ToArray());
    }

    [Fact]
    public void WhatCannotBeBroughtBackIsRefused()
    {
        var mirror = new TestTimeAugmentation();
        Assert.Contains("YoloV8PoseDecoder has 17 key points, and nothing says", Refused(() => mirror.For(new YoloV8PoseDecoder())), StringComparison.Ordinal);
        Assert.Contains("the skeleton 5", Refused(() => (mirror with { Skeleton = KeypointSkeleton.Face5 }).For(new YoloV8PoseDecoder())), StringComparison.Ordinal);
        Assert.NotNull((mirror with { Skeleton = KeypointSkeleton.CocoPerson }).For(new YoloV8PoseDecoder()));
        Assert.NotNull(TestTimeAugmentation.Of(mirror: false, 0.5f).For(new YoloV8PoseDecoder()));
        Assert.NotNull(mirror.For(new YoloV8SegDecoder()));

        var (points, values) = (new DetectionBuffer(), new DetectionBuffer());
        points.Clear(3);
        values.Clear(0, 32);
        Assert.Contains("mask values", Refused(() => mirror.Combine([values, values], Width, Height, new())), StringComparison.Ordinal);
        Assert.Contains("found has 3 key points", Refused(() => mirror.Combine([points, points], Width, Height, new())), StringComparison.Ordinal);
        Assert.Contains("exactly 2", Refused(() => mirror.Combine([points], Width, Height, new())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.2f)]
    [InlineData(-1)]
    [InlineData(float.NaN)]
    public void AScaleOutOfRangeSaysWhatToDo(float scale) =>
        Assert.Contains("a larger input", Refused(() => TestTimeAugmentation.Of(mirror: true, scale)), StringComparison.Ordinal);

    [Fact]
    public void ViewsCountOnceAndAreNotTooMany()
    {
        Assert.Contains("mirrored", Refused(() => _ = new TestTimeAugmentation { Views = [PictureView.Mirrored, PictureView.Mirrored] }), StringComparison.Ordinal);
        Assert.Contains("twice (plain, plain x 0.5, plain x 0.5)", Refused(() => TestTimeAugmentation.Of(mirror: false, 0.5f, 0.5f)), StringComparison.Ordinal);
        Assert.Contains("holds 0 views; 1 to 16", Refused(() => _ = new TestTimeAugmentation { Views = [] }), StringComparison.Ordinal);
        Assert.Contains("holds 18 views", Refused(() => TestTimeAugmentation.Of(mirror: true, .1f, .2f, .3f, .4f, .5f, .6f, .7f, .8f)), StringComparison.Ordinal);
    }

    /// <summary>What a network without preference finds in a view, in the view's pixels.</summary>
    private static DetectionBuffer See(PictureView view)
    {
        var found = new DetectionBuffer();
        foreach (var (box, score, classId) in Things.Select(thing => (thing.Box, thing.Score, thing.ClassId)))
            found.Add(view.IsMirrored ? new(Width - box.X2, box.Y1, Width - box.X1, box.Y2) : box, score, classId);
        return found;
    }

    private static string Refused(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;
}
