using System.CommandLine;

namespace DeepRecipes.Cli;

/// <summary>An option that takes one of a few words.</summary>
internal static class Choice
{
    /// <summary>An option over an enum's names, in small letters as they are typed.</summary>
    public static Option<T> Of<T>(string name, string description, T standard)
        where T : struct, Enum
    {
        string[] words = Array.ConvertAll(Enum.GetNames<T>(), word => word.ToLowerInvariant());
        var option = new Option<T>(name)
        {
            HelpName = string.Join('|', words),
            Description = $"{description} Default: {standard.ToString().ToLowerInvariant()}.",
            DefaultValueFactory = _ => standard,
        };
        option.AcceptOnlyFromAmong(words);
        return option;
    }
}
