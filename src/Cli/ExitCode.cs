namespace DeepRecipes.Cli;

/// <summary>What the tool says to the shell.</summary>
internal static class ExitCode
{
    /// <summary>Everything was done.</summary>
    public const int Done = 0;

    /// <summary>Nothing was done: the command line or an input is wrong. No output was written.</summary>
    public const int Failed = 1;

    /// <summary>Some inputs were left out and are listed; the rest was done and written.</summary>
    public const int Partly = 2;
}
