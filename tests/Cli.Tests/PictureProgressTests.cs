using Spectre.Console;

namespace DeepRecipes.Cli.Tests;

public class PictureProgressTests
{
    [Fact]
    public void Who_looks_sees_what_is_done_and_how_fast()
    {
        string shown = Shown(4);
        Assert.Matches(@"Scoring [0-9]+\.[0-9] images/s", shown.ReplaceLineEndings(" "));
        Assert.Contains("100%", shown, StringComparison.Ordinal);
        // What could not be read is behind us too, but nothing was done.
        Assert.Matches(@"Scoring 0\.0 images/s .*100%", Shown(4, isDone: false).ReplaceLineEndings(" "));
        // Work may end early.
        Assert.DoesNotContain("100%", Shown(8), StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_of_the_work_is_not_swallowed() =>
        Assert.Throws<InvalidDataException>(() => PictureProgress.Run(Console(new StringWriter()), "Scoring", 2, _ => throw new InvalidDataException()));

    private static string Shown(int count, bool isDone = true)
    {
        var text = new StringWriter();
        PictureProgress.Run(Console(text), "Scoring", count, pictureDone =>
        {
            for (int i = 0; i < 4; i++)
                pictureDone(isDone);
        });
        return text.ToString();
    }

    private static IAnsiConsole Console(TextWriter text)
    {
        IAnsiConsole console = AnsiConsole.Create(new() { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 200;
        return console;
    }
}
