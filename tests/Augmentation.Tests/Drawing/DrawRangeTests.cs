using System.Text.Json;

namespace DeepRecipes.Augmentation.Tests;

public sealed class DrawRangeTests
{
    [Fact]
    public void A_fixed_value_draws_nothing() => Assert.Equal(7, new DrawRange(7, 7).Draw(Draws.None));

    [Fact]
    public void A_range_is_drawn_from_inside()
    {
        DrawRange range = (-2, 5);
        Assert.False(range.IsFixed);
        for (ulong sample = 0; sample < 200; sample++)
        {
            Assert.InRange(range.Draw(Draws.Keyed(new(1, 0, sample))), -2, 5);
            Assert.InRange(range.DrawWhole(Draws.Keyed(new(1, 0, sample))), -2, 5);
        }
    }

    [Theory]
    [InlineData("3", 3, 3)]
    [InlineData("[1, 2.5]", 1, 2.5)]
    public void In_a_file_it_is_a_number_or_a_pair(string json, double least, double most)
    {
        var range = JsonSerializer.Deserialize<DrawRange>(json);
        Assert.Equal(new(least, most), range);
        Assert.Equal(range, JsonSerializer.Deserialize<DrawRange>(JsonSerializer.Serialize(range)));
    }
}
