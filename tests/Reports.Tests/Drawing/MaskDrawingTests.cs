namespace DeepRecipes.Reports.Tests;

public class MaskDrawingTests
{
    [Theory]
    [InlineData(ChannelOrder.Rgb)]
    [InlineData(ChannelOrder.Bgr)]
    public void The_masks_pixels_get_their_part_of_the_classs_colour_and_no_others(ChannelOrder order)
    {
        byte[] pixels = [10, 20, 30, 40, 10, 20, 30, 40];
        MaskDrawing.Tint(pixels, new(2, 1, 4), order, RleMask.FromPixels([0, 1], 1, 2), 0, 0.5);
        // The first class is drawn in #5CC8FF.
        byte[] half = order == ChannelOrder.Rgb ? [51, 110, 142, 40] : [132, 110, 61, 40];
        Assert.Equal([10, 20, 30, 40, .. half], pixels);
        Assert.Throws<ArgumentException>(() => MaskDrawing.Tint(pixels, new(2, 1, 4), order, RleMask.FromPixels([1], 1, 1), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MaskDrawing.Tint(pixels, new(2, 1, 4), order, RleMask.FromPixels([1, 1], 1, 2), -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MaskDrawing.Tint(pixels, new(2, 1, 4), order, RleMask.FromPixels([1, 1], 1, 2), 0, 2));
    }
}
