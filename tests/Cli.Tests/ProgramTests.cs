using System.CommandLine;

namespace DeepRecipes.Cli.Tests;

public class ProgramTests
{
    public static TheoryData<string> Verbs => [.. Below(Program.Root(), "").Order(StringComparer.Ordinal)];

    [Fact]
    public void Version_is_the_tools_own()
    {
        using var tool = new Tool();
        tool.Does("--version");
        Assert.Equal(typeof(Program).Assembly.GetName().Version!.ToString(3), tool.Output.Trim());
    }

    [Fact]
    public void Help_names_every_verb()
    {
        using var tool = new Tool();
        tool.Does("--help");
        Assert.All(Program.Root().Subcommands, verb => Assert.Contains($"  {verb.Name} ", tool.Output, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Help_of_a_verb_explains_every_option(string verb)
    {
        using var tool = new Tool();
        tool.Does([.. verb.Split(' '), "--help"]);
        Command command = verb.Split(' ').Aggregate((Command)Program.Root(), (parent, name) => parent.Subcommands.Single(child => child.Name == name));
        Assert.False(string.IsNullOrWhiteSpace(command.Description));
        Assert.All(command.Options, option => Assert.False(string.IsNullOrWhiteSpace(option.Description), $"{verb} {option.Name} has no description."));
        Assert.All(command.Arguments, argument => Assert.False(string.IsNullOrWhiteSpace(argument.Description), $"{verb} {argument.Name} has no description."));
        Assert.All(command.Options, option => Assert.Contains(option.Name, tool.Output, StringComparison.Ordinal));
        // A default is said once, and as it is typed.
        string oneLine = string.Join(' ', tool.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotMatch(@"Default: \S+ \[default:|Default: [^.]*\. \[default:|\[default: [A-Z]", oneLine);
    }

    [Theory]
    [InlineData("'evaluat' was not matched", "evaluat")]
    [InlineData("Option '--predictions' is required", "evaluate", "detection", "--truth", "a.json")]
    [InlineData("'boxen' not recognized", "evaluate", "detection", "--truth", "a.json", "--predictions", "b.json", "--kind", "boxen")]
    [InlineData("'2' not recognized", "evaluate", "detection", "--truth", "a.json", "--predictions", "b.json", "--kind", "2")]
    [InlineData("Required argument missing", "merge")]
    public void A_wrong_command_line_says_what_is_wrong_and_where_to_read_on(string problem, params string[] args)
    {
        using var tool = new Tool();
        Assert.Equal(ExitCode.Failed, tool.Run(args));
        Assert.Contains(problem, tool.Output + tool.Error, StringComparison.Ordinal);
        Assert.Contains("--help'", tool.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Below(Command command, string prefix) =>
        command.Subcommands.SelectMany(child => Below(child, prefix + child.Name + " ").Append(prefix + child.Name));
}
