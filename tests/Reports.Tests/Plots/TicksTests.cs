using System.Globalization;

namespace DeepRecipes.Reports.Tests;

public class TicksTests
{
    [Theory]
    [InlineData(0, 1, 5, "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(0, 0.3, 5, "0 0.1 0.2 0.3")]
    [InlineData(0, 9, 5, "0 2 4 6 8")]
    [InlineData(-1, 1, 4, "-1.0 -0.5 0 0.5 1.0")]
    [InlineData(0, 1000, 4, "0 250 500 750 1,000")]
    [InlineData(0, 0.1, 4, "0 0.025 0.050 0.075 0.100")]
    [InlineData(0.001, 0.0042, 5, "0.001 0.002 0.003 0.004")]
    [InlineData(0, 3e7, 3, "0 1E+7 2E+7 3E+7")]
    [InlineData(100.2, 100.9, 5, "100.2 100.4 100.6 100.8")]
    [InlineData(1, 1.000000021, 5, "1.000000000 1.000000005 1.000000010 1.000000015 1.000000020")]
    public void Are_the_numbers_a_person_would_write(double least, double most, int count, string expected) =>
        Assert.Equal(expected, string.Join(' ', Ticks.Within(least, most, count).Labels));

    // The oracle does its arithmetic in decimal, where 0.1 is 0.1.
    [Fact]
    public void Are_round_evenly_spaced_within_the_range_and_labelled_exactly() => Prop.ForAll<int, ushort, byte>((start, extent, digits) =>
    {
        decimal scale = 1;
        for (int i = 0; i < digits % 6; i++)
            scale /= 10;
        decimal least = start % 10_000 * scale, most = least + ((extent + 1) * scale);
        Ticks ticks = Ticks.Within((double)least, (double)most, 5);
        decimal[] values = [.. ticks.Labels.Select(label => decimal.Parse(label, NumberStyles.Any, CultureInfo.InvariantCulture))];
        Assert.InRange(values.Length, 2, 6);
        decimal step = values[1] - values[0];
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal((double)values[i], ticks.Values[i]);
            Assert.InRange(values[i], least, most);
            Assert.Equal(values[0] + (i * step), values[i]);
            Assert.Equal(0, values[i] % step);
        }
        // No tick was left out at either end, and the step is 1, 2, 2.5 or 5 times a power of ten.
        Assert.True(values[0] - step < least && values[^1] + step > most);
        decimal mantissa = step;
        while (mantissa >= 10)
            mantissa /= 10;
        while (mantissa < 1)
            mantissa *= 10;
        Assert.Contains(mantissa, new[] { 1m, 2m, 2.5m, 5m });
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0.03, 0.97, 0, 1)]
    [InlineData(0, 1, 0, 1)]
    [InlineData(12, 4321, 0, 5000)]
    public void A_range_is_widened_to_round_ends(double least, double most, double expectedLeast, double expectedMost) =>
        Assert.Equal((expectedLeast, expectedMost), Ticks.Widen(least, most, 5));

    [Theory]
    [InlineData(0.1, 1000, "0.1 1 10 100 1,000")]
    [InlineData(0.5, 20, "0.5 1 2 5 10 20")]
    [InlineData(0.8, 2.5, "0.8 1 1.2 1.5 2 2.5")]
    public void On_a_logarithmic_axis_are_powers_and_their_simple_multiples(double least, double most, string expected) =>
        Assert.Equal(expected, string.Join(' ', Ticks.Logarithmic(least, most).Labels));

    [Theory]
    [InlineData(1e-300, 1e300)]
    [InlineData(1, 1e12)]
    public void On_a_logarithmic_axis_stay_few(double least, double most) => Assert.InRange(Ticks.Logarithmic(least, most).Values.Length, 2, 12);
}
