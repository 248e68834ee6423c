namespace DeepRecipes.Detection.Tests;

public class OpenDimensionsTests
{
    [Theory]
    [InlineData(new[] { 1, 2, 3 }, 6, new[] { 1, 2, 3 })]
    [InlineData(new[] { 1, 0, 4 }, 20, new[] { 1, 5, 4 })]
    [InlineData(new[] { 0, 4 }, 0, new[] { 0, 4 })]
    [InlineData(new[] { 1, 1, 0, 0 }, 60 * 40, new[] { 1, 1, 40, 60 })]
    [InlineData(new[] { 1, 3, 0, 0 }, 3 * 8 * 5, new[] { 1, 3, 5, 8 })] // stride 8, the last column cut off
    [InlineData(new[] { 1, 0, 0, 3 }, 3 * 8 * 5, new[] { 1, 5, 8, 3 })]
    [InlineData(new[] { 1, 0, 1, 0, 0 }, 7 * 60 * 40, new[] { 1, 7, 1, 40, 60 })] // seven maps as large as the input
    [InlineData(new[] { 0, 2, 0, 0 }, 0, new[] { 0, 2, 40, 60 })]
    public void FollowFromTheNumberOfValues(int[] dimensions, int length, int[] expected)
    {
        var shape = new int[dimensions.Length];

        Assert.True(OpenDimensions.TryResolve(dimensions, length, new(60, 40), shape));
        Assert.Equal(expected, shape);
    }

    [Theory]
    [InlineData(new[] { 1, 2, 3 }, 7)]
    [InlineData(new[] { 1, 0, 4 }, 21)]
    [InlineData(new[] { 1, 1, 0, 0 }, 41)] // no stride has so many cells
    [InlineData(new[] { 0, 4, 0 }, 40)] // not one behind the other: no rows and columns
    [InlineData(new[] { 0, 0, 0 }, 40)]
    [InlineData(new[] { 0, 1, 0, 0 }, 28 * 28)] // no whole number of maps as large as the input
    [InlineData(new[] { 1, 0, 0, 0 }, 32 * 15 * 10)] // 32 maps with stride 4, or two with stride 1
    [InlineData(new[] { 0, 0, 4, 0 }, 4 * 60 * 40)]
    [InlineData(new[] { 0, 0, 0, 0 }, 60 * 40)]
    public void AreNotGuessed(int[] dimensions, int length) =>
        Assert.False(OpenDimensions.TryResolve(dimensions, length, new(60, 40), new int[dimensions.Length]));
}
