namespace DeepRecipes.Reports.Tests;

public class SvgNumberTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "0")]
    [InlineData(-0.004, "0")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(1234567.891, "1234567.89")]
    [InlineData(1e-300, "0")]
    public void Has_at_most_two_decimals_and_no_exponent(double value, string expected) =>
        Assert.Equal(expected, SvgNumber.Format(value));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Refuses_what_is_not_finite(double value) => Assert.Throws<InvalidOperationException>(() => SvgNumber.Format(value));
}
