namespace DeepRecipes.Reports.Tests;

public class StrokeFontTests
{
    [Fact]
    public void Every_ASCII_character_has_a_glyph_of_its_own_inside_its_box()
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (char c = '!'; c <= '~'; c++)
        {
            (double X1, double Y1, double X2, double Y2)[] strokes = [.. StrokeFont.Strokes(c.ToString(), 0, 0, StrokeFont.CapHeight)];
            Assert.NotEmpty(strokes);
            Assert.All(strokes, s => Assert.True(s is { X1: >= 0 and <= 4, X2: >= 0 and <= 4, Y1: >= 0 and <= 8, Y2: >= 0 and <= 8 }, $"{c}: {s}"));
            Assert.True(seen.Add(string.Join(';', strokes)), $"{c} looks like another.");
        }
        Assert.Empty(StrokeFont.Strokes(" ", 0, 0, 6));
    }

    [Fact]
    public void Other_characters_are_a_box_each_never_nothing()
    {
        Assert.Equal(4, StrokeFont.Strokes("é", 0, 0, 6).Count());
        Assert.Equal(4, StrokeFont.Strokes("😀", 0, 0, 6).Count());
        Assert.Equal(4, StrokeFont.Strokes("\0", 0, 0, 6).Count());
    }

    [Fact]
    public void The_width_is_where_the_last_stroke_ends()
    {
        foreach (string text in new[] { "A", "face 0.93", "WWW" })
            Assert.Equal(StrokeFont.Strokes(text, 0, 0, 12).Max(s => Math.Max(s.X1, s.X2)), StrokeFont.Width(text, 12), 1e-9);
        Assert.Equal(0, StrokeFont.Width("", 12));
    }
}
