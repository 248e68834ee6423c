namespace DeepRecipes.Detection.Tests;

public class CropTests
{
    [Theory]
    [InlineData(10.2f, 20.7f, 30.1f, 60, 0, null, 10, 20, 21, 40)]
    [InlineData(10, 20, 30, 60, 0.25, null, 5, 10, 30, 60)]
    [InlineData(10, 20, 30, 60, 0, 1.0, 0, 20, 40, 40)]
    [InlineData(40, 20, 80, 40, 0, 0.5, 40, 0, 40, 70)]
    [InlineData(-20, -5, 10, 10, 0.5, null, 0, 0, 25, 18)]
    [InlineData(90, 60, 300, 300, 0, null, 90, 60, 10, 20)]
    public void TakesTheWholePixelsOfTheWidenedBoxInsideThePicture(
        float x1, float y1, float x2, float y2, double margin, double? ratio, int left, int top, int width, int height) =>
        Assert.Equal(new Tile(left, top, width, height), Crop.Around(new(x1, y1, x2, y2), 100, 80, margin, ratio));

    [Theory]
    [InlineData(5, 5, 5, 9)]
    [InlineData(200, 5, 210, 9)]
    [InlineData(5, float.NaN, 9, 9)]
    public void RefusesABoxWithNothingInThePicture(float x1, float y1, float x2, float y2) =>
        Assert.Contains("100 x 80", Assert.Throws<ArgumentOutOfRangeException>(() => Crop.Around(new(x1, y1, x2, y2), 100, 80)).Message, StringComparison.Ordinal);

    [Fact]
    public void PointsOfTheSecondNetworkComeBackToThePicture()
    {
        // A picture point goes into the crop, into the network, and back by the two documented steps.
        var tile = Crop.Around(new(31, 17, 53, 60), 100, 80, 0.1);
        var mapping = ResizeMapping.Stretch(tile.Width, tile.Height, new(64, 48));
        var (x, y) = mapping.PointToNetwork(40.5f - tile.Left, 33 - tile.Top);
        var buffer = new DetectionBuffer();
        buffer.Clear(keypointCount: 1);
        new[] { x, y, 2 }.CopyTo(buffer.KeypointsOf(buffer.Add(new(0, 0, 64, 48), 1, 0)));

        mapping.ToOriginal(buffer);
        tile.ToPicture(buffer);

        Assert.Equal(40.5f, buffer.Keypoints[0], 1e-4f);
        Assert.Equal(33f, buffer.Keypoints[1], 1e-4f);
        Assert.Equal(tile.Box, buffer.Boxes[0]);
    }
}
