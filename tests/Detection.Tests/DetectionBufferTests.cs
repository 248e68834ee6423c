using DeepRecipes.Kernels;

namespace DeepRecipes.Detection.Tests;

public class DetectionBufferTests
{
    [Fact]
    public void GivesBackWhatWasAddedHoweverMuch()
    {
        var buffer = new DetectionBuffer();
        buffer.Clear(keypointCount: 2, maskCoefficientCount: 3);
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(i, buffer.Add(new(i, i + 1, i + 2, i + 3), i / 1000f, i % 7));
            buffer.KeypointsOf(i).Fill(i);
            buffer.MaskCoefficientsOf(i).Fill(-i);
        }

        var things = buffer.ToArray();
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal((new Box(i, i + 1, i + 2, i + 3), i / 1000f, i % 7), (things[i].Box, things[i].Score, things[i].ClassId));
            Assert.Equal([new(i, i, i), new(i, i, i)], things[i].Keypoints);
            Assert.Equal([-i, -i, -i], buffer.MaskCoefficientsOf(i).ToArray());
        }
    }

    [Theory]
    [InlineData(float.NaN, 0, 0)]
    [InlineData(0.5f, float.NaN, 0)]
    [InlineData(0.5f, 0, float.NegativeInfinity)]
    public void CountsWhatIsNotFinite(float score, float x1, float y2)
    {
        var buffer = new DetectionBuffer();
        buffer.Clear();

        Assert.Equal(-1, buffer.Add(new(x1, 0, 1, y2), score, 0));
        Assert.Equal((0, 1), (buffer.Count, buffer.NonFiniteCount));
        buffer.Clear();
        Assert.Equal(0, buffer.NonFiniteCount);
    }

    [Fact]
    public void DropsAndCountsBrokenKeyPointsWithTheirBoxes()
    {
        var buffer = Filled(4);
        buffer.KeypointsOf(1)[2] = float.NaN;
        buffer.Boxes[2] = new(0, 0, float.PositiveInfinity, 1);

        buffer.DropNonFinite();

        Assert.Equal((2, 2), (buffer.Count, buffer.NonFiniteCount));
        Assert.Equal([0f, 3], buffer.Scores.ToArray());
        Assert.Equal([0f, 0, 0, 3, 3, 3], buffer.Keypoints.ToArray());

        buffer.Clear();
        _ = buffer.Add(new(0, 0, 1, 1), 0.5f, 0);
        buffer.DropNonFinite();
        Assert.Equal((1, 0), (buffer.Count, buffer.NonFiniteCount));
    }

    [Fact]
    public void KeepsInTheOrderAskedFor()
    {
        var buffer = Filled(5);

        buffer.Keep([4, 0, 2]);

        Assert.Equal([4f, 0, 2], buffer.Scores.ToArray());
        Assert.Equal([4f, 4, 4, 0, 0, 0, 2, 2, 2], buffer.Keypoints.ToArray());
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Keep([0, 1, 2, 0]));
    }

    [Fact]
    public void TakesColumnsSideBySide()
    {
        var buffer = Filled(2);

        buffer.Assign([new(0, 1, 2, 3), new(4, 5, 6, float.NaN), new(7, 8, 9, 10)], [.5f, .6f, .7f], [3, 4, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9], keypointCount: 1);

        Assert.Equal([new(0, 1, 2, 3), new(7, 8, 9, 10)], buffer.Boxes.ToArray());
        Assert.Equal([.5f, .7f], buffer.Scores.ToArray());
        Assert.Equal([3, 5], buffer.ClassIds.ToArray());
        Assert.Equal([1f, 2, 3, 7, 8, 9], buffer.Keypoints.ToArray());
        Assert.Equal(1, buffer.NonFiniteCount);
    }

    [Theory]
    [InlineData(1, 2, 6)]
    [InlineData(2, 1, 6)]
    [InlineData(2, 2, 5)]
    [InlineData(2, 2, 0)]
    public void RefusesColumnsThatDoNotBelongTogether(int scores, int classes, int keypoints) =>
        Assert.Contains($"2 boxes, {scores} scores, {classes} classes, {keypoints} keypoint values (1 keypoints a box)",
            Assert.Throws<ArgumentException>(() => new DetectionBuffer().Assign(new Box[2], new float[scores], new int[classes], new float[keypoints], 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void TakesAnotherBuffersDetectionsAndItsCount()
    {
        var buffer = Filled(2);
        var other = Filled(3);
        _ = other.Add(default, float.NaN, 0);

        buffer.AddRange(other);

        Assert.Equal([0f, 1, 0, 1, 2], buffer.Scores.ToArray());
        Assert.Equal([0f, 0, 0, 1, 1, 1, 2, 2, 2], buffer.Keypoints[6..].ToArray());
        Assert.Equal(1, buffer.NonFiniteCount);
        buffer.Clear(keypointCount: 5);
        Assert.Contains("5 and 0 are needed", Assert.Throws<ArgumentException>(() => buffer.AddRange(other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatBecameInfiniteInAnotherBufferIsCountedNotTaken()
    {
        var buffer = Filled(1);
        var other = Filled(3);
        other.Boxes[1] = new(0, 0, float.PositiveInfinity, 1);

        buffer.AddRange(other);

        Assert.Equal([0f, 0, 2], buffer.Scores.ToArray());
        Assert.Equal([0f, 0, 0, 2, 2, 2], buffer.Keypoints[3..].ToArray());
        Assert.Equal(1, buffer.NonFiniteCount);
    }

    [Fact]
    public void MasksGoWithTheirDetections()
    {
        var buffer = Filled(3);
        buffer.HasMasks = true;
        for (var i = 0; i < 3; i++)
            buffer.Masks[i] = Mask(i);

        buffer.Keep([2, 0]);
        Assert.Equal([2L, 0], buffer.ToArray().Select(one => one.Mask!.Area));

        var other = new DetectionBuffer();
        other.Assign([new(0, 0, 1, float.NaN), new(0, 0, 1, 1)], [1, 1], [0, 0], [1, 2, 3, 4, 5, 6], 1, [Mask(5), Mask(4)]);
        buffer.AddRange(other);
        Assert.Equal([2L, 0, 4], buffer.Masks.ToArray().Select(mask => mask.Area));

        // A mask of another picture's is not taken for this one's.
        buffer.Clear(keypointCount: 1);
        Assert.False(buffer.HasMasks);
        Assert.Empty(buffer.Masks.ToArray());
        buffer.HasMasks = true;
        _ = buffer.Add(default, 1, 0);
        Assert.Null(buffer.Masks[0]);
    }

    [Fact]
    public void SomeWithAndSomeWithoutMasksAreRefused()
    {
        var with = Filled(1);
        with.HasMasks = true;

        Assert.Contains("no masks", Assert.Throws<ArgumentException>(() => with.AddRange(Filled(1))).Message, StringComparison.Ordinal);
        Assert.Contains("this buffer has none", Assert.Throws<ArgumentException>(() => Filled(1).AddRange(with)).Message, StringComparison.Ordinal);
        Assert.Contains("1 masks", Assert.Throws<ArgumentException>(() => with.Assign(new Box[2], new float[2], new int[2], [], 0, [Mask(1)])).Message, StringComparison.Ordinal);
    }

    private static RleMask Mask(uint area) => RleMask.FromCounts(5, 1, [5 - area, area]);

    private static RleMask Mask(int area) => Mask((uint)area);

    private static DetectionBuffer Filled(int count)
    {
        var buffer = new DetectionBuffer();
        buffer.Clear(keypointCount: 1);
        for (var i = 0; i < count; i++)
            buffer.KeypointsOf(buffer.Add(default, i, 0)).Fill(i);
        return buffer;
    }
}
