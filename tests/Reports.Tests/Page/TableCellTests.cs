namespace DeepRecipes.Reports.Tests;

public class TableCellTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.123456, "0.1235")]
    [InlineData(1.5, "1.5")]
    [InlineData(12.3456, "12.35")]
    [InlineData(123.456, "123.5")]
    [InlineData(1234567.8, "1,234,568")]
    [InlineData(0.00001234, "1.234E-5")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(double.NaN, "n/a")]
    [InlineData(double.PositiveInfinity, "infinite")]
    public void Numbers_get_a_sensible_number_of_digits(double value, string expected) => Assert.Equal(expected, ((TableCell)value).Text);

    [Fact]
    public void Other_forms()
    {
        Assert.Equal("0.5000", TableCell.Number(0.5, 4).Text);
        Assert.Equal("12.5\u00A0%", TableCell.Percent(0.125).Text);
        Assert.Equal("3.25\u00A0ms", TableCell.WithUnit(3.25, "ms").Text);
        Assert.Equal("n/a", TableCell.WithUnit(double.NaN, "ms").Text);
        Assert.Equal("1,000,000", ((TableCell)1_000_000L).Text);
        Assert.Equal("", ((TableCell)(string?)null).Text);
        Assert.Equal("", default(TableCell).Text);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => TableCell.Number(1, 16));
    }
}
