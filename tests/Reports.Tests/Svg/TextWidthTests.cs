namespace DeepRecipes.Reports.Tests;

public class TextWidthTests
{
    [Fact]
    public void Grows_with_every_character_and_with_the_font_size()
    {
        Assert.Equal(0, TextWidth.Of("", 12));
        Assert.True(TextWidth.Of("ab", 12) > TextWidth.Of("a", 12));
        Assert.Equal(2 * TextWidth.Of("Digit 7", 12), TextWidth.Of("Digit 7", 24), 1e-9);
        Assert.Equal(24, TextWidth.Of("漢字", 12), 1e-9);
    }

    [Theory]
    [InlineData("short", 200, "short")]
    [InlineData("abcdefghij", 30, "ab\u2026")]
    [InlineData("😀😀😀", 20, "\u2026")]
    [InlineData("😀😀😀", 30, "😀\u2026")]
    public void Cuts_what_does_not_fit_and_marks_it(string text, double room, string expected) => Assert.Equal(expected, TextWidth.Fit(text, 12, room));
}
