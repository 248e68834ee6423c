using System.CommandLine;

namespace DeepRecipes.Cli;

/// <summary>An option that takes one of a few words.</summary>
internal static class Choice
{
    /// <summary>An option over an enum's names, in small letters as they are typed. Where it is not given it is the first of them, the enum's default.</summary>
    public static Option<T> Of<T>(string name, string description)
        where T : struct, Enum
    {
        string[] words = Words<T>();
        var option = new Option<T>(name)
        {
            HelpName = string.Join('|', words),
            Description = $"{description} Default: {words[0]}.",
        };
        option.AcceptOnlyFromAmong(words);
        return option;
    }

    /// <summary>An option over an enum's names that need not be given; the description says what is done then.</summary>
    public static Option<T?> OrNone<T>(string name, string description)
        where T : struct, Enum
    {
        string[] words = Words<T>();
        var option = new Option<T?>(name) { HelpName = "NAME", Description = $"{description}: {string.Join(", ", words)}." };
        option.AcceptOnlyFromAmong(words);
        return option;
    }

    private static string[] Words<T>()
        where T : struct, Enum =>
        Array.ConvertAll(Enum.GetNames<T>(), word => word.ToLowerInvariant());
}
