using DeepRecipes.Kernels;
using FsCheck;
using FsCheck.Fluent;

namespace DeepRecipes.Detection.Tests;

public class ResizeMappingTests
{
    [Fact]
    public void AStretchScalesEachAxisByItself()
    {
        var mapping = ResizeMapping.Stretch(1920, 1280, new(320, 240));

        Assert.Equal(new Box(10, 10, 320, 240), mapping.ToNetwork(new(60, 1280f / 24, 1920, 1280)));
        AssertClose(new(60, 1280f / 24, 1920, 1280), mapping.ToOriginal(new Box(10, 10, 320, 240)));
    }

    [Theory]
    [InlineData(1920, 1280, true, 256, 171, 0, 42)]
    [InlineData(1280, 1920, true, 171, 256, 42, 0)]
    [InlineData(1920, 1280, false, 256, 171, 0, 0)]
    [InlineData(10, 5000, false, 1, 256, 0, 0)]
    [InlineData(64, 64, true, 256, 256, 0, 0)]
    public void ALetterboxIsWholePixels(int width, int height, bool centred, int contentWidth, int contentHeight, int left, int top)
    {
        var mapping = ResizeMapping.Letterbox(width, height, new(256, 256), centred);

        Assert.Equal((contentWidth, contentHeight), (mapping.ContentWidth, mapping.ContentHeight));
        AssertClose(new(left, top, left + contentWidth, top + contentHeight), mapping.ToNetwork(new(0, 0, width, height)));
        AssertClose(new(0, 0, width, height), mapping.ToOriginal(new Box(left, top, left + contentWidth, top + contentHeight)));
    }

    [Fact]
    public void APixelCentreStaysThePixelsCentre()
    {
        // Twice the size: original pixel 3 covers network pixels 6 and 7, whose common centre is 6.5.
        var mapping = ResizeMapping.Stretch(10, 10, new(20, 20));

        Assert.Equal((6.5f, 0.5f), mapping.PointToNetwork(3, 0));
        Assert.Equal((3f, 0f), mapping.PointToOriginal(6.5f, 0.5f));
    }

    [Fact]
    public void WhatOverflowsOnTheWayBackIsCountedAndNotHandedOn()
    {
        var found = new DetectionBuffer();
        _ = found.Add(new(-3e38f, 0, 3e38f, 5), 0.9f, 0);
        _ = found.Add(new(1, 1, 2, 2), 0.8f, 1);

        ResizeMapping.Stretch(20, 20, new(10, 10)).ToOriginal(found);

        Assert.Equal((1, 1), (found.Count, found.NonFiniteCount));
        Assert.Equal(new Box(2, 2, 4, 4), found.Boxes[0]);
    }

    [Fact]
    public void AFlippedPointMapsToTheFlippedPlace()
    {
        var mapping = ResizeMapping.Letterbox(300, 200, new(96, 64));
        var (x, y) = mapping.PointToOriginal(20.25f, 30);
        var (flippedX, flippedY) = mapping.PointToOriginal(96 - 1 - 20.25f, 30);

        Assert.Equal(300 - 1 - x, flippedX, 3);
        Assert.Equal(y, flippedY);
    }

    [Fact]
    public void ClippingMovesEdgesOntoTheBorderOfTheirOwnAxis()
    {
        var mapping = ResizeMapping.Stretch(100, 50, new(200, 200));

        Assert.Equal(new Box(0, 0, 100, 50), mapping.ToOriginal(new Box(-9, -9, 999, 999), clip: true));
        Assert.Equal(new Box(-4.5f, -2.25f, 100, 50), mapping.ToOriginal(new Box(-9, -9, 200, 200)));
    }

    [Fact]
    public void MapsEveryBoxAndPointOfABufferButNotVisibility()
    {
        var mapping = ResizeMapping.Stretch(100, 50, new(200, 200));
        var buffer = new DetectionBuffer();
        buffer.Clear(keypointCount: 1);
        _ = buffer.Add(new(20, 40, 60, 80), 0.5f, 1);
        new[] { 19.5f, 39.5f, 2 }.CopyTo(buffer.KeypointsOf(0));

        mapping.ToOriginal(buffer);

        Assert.Equal(new Box(10, 10, 30, 20), buffer.Boxes[0]);
        Assert.Equal([9.5f, 9.5f, 2], buffer.KeypointsOf(0).ToArray());
    }

    [Fact]
    public void ThereAndBackIsWhereItBegan() =>
        Prop.ForAll(Cases().ToArbitrary(), c =>
        {
            var mapping = c.Centred ? ResizeMapping.Letterbox(c.Width, c.Height, new(c.NetworkWidth, c.NetworkHeight)) : ResizeMapping.Stretch(c.Width, c.Height, new(c.NetworkWidth, c.NetworkHeight));
            var floats = new float[ResizeMapping.FloatCount];
            mapping.CopyTo(floats);
            Assert.Equal(mapping, ResizeMapping.FromFloats(floats));
            var box = new Box(c.Width * 0.25f, c.Height * 0.125f, c.Width, c.Height * 0.75f);
            AssertClose(box, mapping.ToOriginal(mapping.ToNetwork(box)), 1e-5f * (c.Width + c.Height));
            var (x, y) = mapping.PointToNetwork(c.Width * 0.3f, c.Height * 0.9f);
            Assert.Equal(c.Width * 0.3f, mapping.PointToOriginal(x, y).X, 1e-5f * (c.Width + c.Height));
            Assert.Equal(c.Height * 0.9f, mapping.PointToOriginal(x, y).Y, 1e-5f * (c.Width + c.Height));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void RefusesWhatIsNoMapping()
    {
        Assert.Contains("Width", Assert.Throws<ArgumentOutOfRangeException>(() => ResizeMapping.Stretch(0, 1, new(1, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("Height", Assert.Throws<ArgumentOutOfRangeException>(() => ResizeMapping.Letterbox(1, 1, new(1, 0))).Message, StringComparison.Ordinal);
        Assert.Contains("scaleY", Assert.Throws<ArgumentOutOfRangeException>(() => ResizeMapping.FromFloats([1, float.NaN, 0, 0, 1, 1, 1, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("8", Assert.Throws<ArgumentException>(() => ResizeMapping.FromFloats([1, 1])).Message, StringComparison.Ordinal);
    }

    private static Gen<(int Width, int Height, int NetworkWidth, int NetworkHeight, bool Centred)> Cases() =>
        from width in Gen.Choose(1, 3000)
        from height in Gen.Choose(1, 3000)
        from networkWidth in Gen.Choose(1, 700)
        from networkHeight in Gen.Choose(1, 700)
        from centred in Gen.Elements(true, false)
        select (width, height, networkWidth, networkHeight, centred);

    private static void AssertClose(Box expected, Box actual, float tolerance = 1e-3f)
    {
        Assert.Equal(expected.X1, actual.X1, tolerance);
        Assert.Equal(expected.Y1, actual.Y1, tolerance);
        Assert.Equal(expected.X2, actual.X2, tolerance);
        Assert.Equal(expected.Y2, actual.Y2, tolerance);
    }

    [Fact]
    public void OneResizeAfterAnotherIsOne()
    {
        var piece = new ResizeMapping(0.5f, 0.25f, -10, 20, 640, 480, new(100, 80));
        var network = ResizeMapping.Letterbox(100, 80, new(320, 320));

        var both = piece.Then(network);

        var box = new Box(100, 30, 210, 90);
        Assert.Equal(network.ToNetwork(piece.ToNetwork(box)), both.ToNetwork(box));
        Assert.Equal((640, 480, new NetworkSize(320, 320)), (both.OriginalWidth, both.OriginalHeight, both.Network));
    }
}
