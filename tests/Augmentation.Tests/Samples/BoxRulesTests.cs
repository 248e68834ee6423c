using DeepRecipes.Contracts;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation.Tests;

public sealed class BoxRulesTests
{
    private static readonly ImageShape s_shape = new(100, 80, 3);

    [Theory]
    [InlineData(10, 10, 30, 30, BoxDropReason.Kept)]
    [InlineData(-10, 0, 10, 20, BoxDropReason.Kept)] // half of it, exactly the least visibility
    [InlineData(-10.5, 0, 9.5, 20, BoxDropReason.Visibility)]
    [InlineData(100, 10, 120, 30, BoxDropReason.Outside)]
    [InlineData(-20, 10, -1, 30, BoxDropReason.Outside)]
    [InlineData(20, 20, 20, 30, BoxDropReason.Degenerate)]
    [InlineData(30, 30, 20, 40, BoxDropReason.Degenerate)]
    [InlineData(float.NaN, 30, 40, 40, BoxDropReason.Degenerate)]
    [InlineData(10, 10, 13, 20, BoxDropReason.Area)]
    [InlineData(10, 10, 13.5, 75, BoxDropReason.Side)]
    public void EveryDroppedBoxHasItsReason(float x1, float y1, float x2, float y2, BoxDropReason reason)
    {
        var rules = new BoxRules { MinVisibility = .5, MinArea = 40, MinSide = 4 };
        var result = Apply([], rules, new Box(x1, y1, x2, y2));
        Assert.Equal([reason], result.BoxReasons.ToArray());
        Assert.Equal(reason == BoxDropReason.Kept ? 1 : 0, result.Sample.Boxes!.Value.Length);
        Assert.Equal(result.Sample.Boxes.Value.Length, result.Sample.Classes.Length);
    }

    [Fact]
    public void KeptBoxesAreCutUnlessAskedOtherwise()
    {
        Box box = new(-10, -5, 20, 20);
        Assert.Equal(new Box(0, 0, 20, 20), Apply([], new(), box).Sample.Boxes!.Value.Span[0]);
        Assert.Equal(box, Apply([], new() { Clip = false }, box).Sample.Boxes!.Value.Span[0]);
        Assert.Equal([BoxDropReason.Visibility], Apply([], new() { Clip = false, MinVisibility = .9 }, box).BoxReasons.ToArray());
    }

    [Fact]
    public void ClassesStayBesideTheirBoxesAndAreMirroredWhereAsked()
    {
        var sample = new Sample(s_shape, new byte[s_shape.Length])
        {
            Boxes = new Box[] { new(0, 0, 10, 10), new(200, 0, 210, 10), new(20, 0, 30, 10), new(40, 0, 50, 10) },
            Classes = new[] { 7, 8, 9, 1 },
        };
        var result = new Augmenter([new FlipHorizontal()], new() { BoxPairs = [new(7, 9)] }).Apply(sample, 0).Sample;
        Assert.Equal([9, 7, 1], result.Classes.ToArray());
        Assert.Equal([new(90, 0, 100, 10), new(70, 0, 80, 10), new(50, 0, 60, 10)], result.Boxes!.Value.ToArray());
    }

    [Fact]
    public void MaskClassesAreMirroredWhereAsked()
    {
        var shape = new ImageShape(4, 1, 3);
        var sample = new Sample(shape, new byte[12]) { Mask = new byte[] { 1, 2, 3, 255 } };
        Assert.Equal([255, 3, 2, 1], Mask([new FlipHorizontal()], new()));
        Assert.Equal([255, 3, 1, 2], Mask([new FlipHorizontal()], new() { MaskPairs = [new(1, 2)] }));
        Assert.Equal([1, 2, 3, 255], Mask([new FlipHorizontal(), new FlipHorizontal()], new() { MaskPairs = [new(1, 2)] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Mask([new FlipHorizontal()], new() { MaskPairs = [new(1, 256)] }));

        byte[] Mask(Recipe recipe, SampleRules rules) => new Augmenter(recipe, rules).Apply(sample, 0).Sample.Mask!.Value.ToArray();
    }

    [Fact]
    public void ATightBoxIsThatOfTheInstancesPixels()
    {
        var shape = new ImageShape(8, 4, 3);
        var mask = new byte[32];
        mask[(1 * 8) + 1] = mask[(2 * 8) + 3] = 1; // instance 0: columns 1 to 3, rows 1 to 2
        mask[7] = 3;
        var sample = new Sample(shape, new byte[96]) { Mask = mask, Boxes = new Box[] { new(0, 0, 5, 4), new(4, 0, 8, 4), new(6, 0, 8, 2) } };
        var result = new Augmenter([new FlipHorizontal()], new() { Boxes = new() { Source = BoxSource.Mask } }).Apply(sample, 0);
        Assert.Equal([BoxDropReason.Kept, BoxDropReason.Outside, BoxDropReason.Kept], result.BoxReasons.ToArray());
        Assert.Equal([new(4, 1, 7, 3), new(0, 0, 1, 1)], result.Sample.Boxes!.Value.ToArray());
    }

    [Fact]
    public void OrientedBoxesAreMirroredWithTheirAngle()
    {
        var sample = new Sample(s_shape, new byte[s_shape.Length]) { OrientedBoxes = new OrientedBox[] { new(30, 40, 20, 10, .3), new(-4, 40, 20, 10, 0) } };
        var result = new Augmenter([new FlipHorizontal()], new() { Boxes = new() { MinVisibility = .5 } }).Apply(sample, 0);
        Assert.Equal([BoxDropReason.Kept, BoxDropReason.Visibility], result.OrientedReasons.ToArray());
        var box = result.Sample.OrientedBoxes!.Value.Span[0];
        Assert.Equal(70, box.CenterX, 1e-9);
        Assert.Equal(40, box.CenterY, 1e-9);
        Assert.Equal(20, box.Width, 1e-9);
        Assert.Equal(10, box.Height, 1e-9);
        Assert.Equal(-.3, box.Angle, 1e-9);
    }

    [Fact]
    public void PartsThatDoNotFitTogetherAreRefused()
    {
        var augmenter = new Augmenter([]);
        Assert.Throws<ArgumentException>(() => augmenter.Apply(new(s_shape, new byte[5]), 0));
        Assert.Throws<ArgumentException>(() => augmenter.Apply(new(s_shape, new byte[s_shape.Length]) { Mask = new byte[9] }, 0));
        Assert.Throws<ArgumentException>(() => augmenter.Apply(new(s_shape, new byte[s_shape.Length]) { Boxes = new Box[2], Classes = new int[3] }, 0));
        Assert.Throws<ArgumentException>(() => augmenter.Apply(new(s_shape, new byte[s_shape.Length]) { Classes = new int[3] }, 0));
        Assert.Throws<ArgumentException>(() => augmenter.Apply(new(s_shape, new byte[s_shape.Length]) { Keypoints = new float[4] }, 0));
        var refused = Assert.Throws<ArgumentException>(() => new Augmenter([new FlipHorizontal()]).Apply(new(s_shape, new byte[s_shape.Length]) { Keypoints = new float[3] }, 0));
        Assert.Contains("steps[0] (FlipHorizontal) cannot move keypoints", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AWarmRunAllocatesItsResultsAndNoBuffers()
    {
        var augmenter = new Augmenter([new FlipHorizontal().WithProbability(.5), new FlipHorizontal(), new OneOf(new FlipHorizontal(), new FlipHorizontal())]);
        var shape = new ImageShape(320, 240, 3);
        var sample = new Sample(shape, Samples.Bytes(shape.Length)) { Mask = new byte[320 * 240], Boxes = new Box[20], Classes = new int[20] };
        for (var i = 0; i < 5; i++)
            _ = augmenter.Apply(sample, (ulong)i);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
            _ = augmenter.Apply(sample, (ulong)i);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / 20;
        Assert.InRange(each, shape.Length * 4 / 3, (shape.Length * 4 / 3) + 2048);
    }

    private static AugmentedSample Apply(Recipe recipe, BoxRules rules, Box box) =>
        new Augmenter(recipe, new() { Boxes = rules }).Apply(new(s_shape, new byte[s_shape.Length]) { Boxes = new[] { box }, Classes = new[] { 5 } }, 0);
}
