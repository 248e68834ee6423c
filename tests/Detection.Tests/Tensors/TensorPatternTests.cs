namespace DeepRecipes.Detection.Tests;

public class TensorPatternTests
{
    [Fact]
    public void ReadsAsItWasWritten() => Assert.Equal("heads [1, 3C+15, H/8, 2HW/64, N]", new TensorPattern("heads|other", "1 3C+15 H/8 2HW/64 N").ToString());

    [Theory]
    [InlineData("1 -2")]
    [InlineData("1  2")]
    [InlineData("x")]
    [InlineData("C+")]
    [InlineData("1.5C")]
    public void RefusesWhatIsNoPattern(string dimensions) =>
        Assert.Contains("is not a dimension", Assert.Throws<FormatException>(() => new TensorPattern("a", dimensions)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("C+4", 84, 80)]
    [InlineData("C+4", 4, -1)]
    [InlineData("C+4", 3, -1)]
    [InlineData("3C+15", 255, 80)]
    [InlineData("3C+15", 254, -1)]
    [InlineData("N", 0, 0)]
    [InlineData("R", 0, -1)]
    public void ASymbolIsSolvedFor(string dimension, int size, int symbol) => Assert.Equal(symbol, PatternDimension.Parse(dimension).Solve(size));

    [Theory]
    [InlineData("H", 260)]
    [InlineData("W", 330)]
    [InlineData("H/8", 33)]
    [InlineData("W/16", 21)]
    [InlineData("HW/64", 42 * 33)]
    [InlineData("C", -1)]
    public void GridsFollowTheInput(string symbol, int value) => Assert.Equal(value, GridSymbol.Parse(symbol).ValueFor(new(330, 260)));
}
