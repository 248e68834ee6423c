namespace DeepRecipes.Detection.Tests;

public class TensorViewTests
{
    [Fact]
    public void ShowsNameAndShape() => Assert.Equal("scores [1, 2, 3]", new TensorView("scores", new[] { 1, 2, 3 }, new float[6]).ToString());

    [Fact]
    public void RefusesValuesThatDoNotFillTheShape()
    {
        Assert.Contains("needs 6 values; it has 5", Assert.Throws<ArgumentException>(() => new TensorView("x", new[] { 2, 3 }, new float[5])).Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new TensorView("x", new[] { -1, 3 }, new float[3]));
        _ = Assert.Throws<OverflowException>(() => new TensorView("x", new[] { int.MaxValue, int.MaxValue, int.MaxValue }, new float[3]));
    }
}
