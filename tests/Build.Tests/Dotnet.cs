using System.Diagnostics;
using System.Text;

namespace DeepRecipes.Build.Tests;

/// <summary>What a dotnet command said, and how it ended.</summary>
internal sealed record Ran(int ExitCode, string Text)
{
    public Ran Succeeded()
    {
        Assert.True(ExitCode == 0, Text);
        return this;
    }

    /// <summary>It failed, and the failure has one cause: every error line carries this code.</summary>
    public Ran FailedOnlyWith(string code)
    {
        Assert.NotEqual(0, ExitCode);
        string[] codes = [.. Text.Split('\n').Where(l => l.Contains(": error ", StringComparison.Ordinal)).Select(l => l.Split(": error ")[1].Split(':')[0]).Distinct(StringComparer.Ordinal)];
        Assert.True(codes is [var only] && only == code, Text);
        return this;
    }

    public Ran Says(string text)
    {
        Assert.Contains(text, Text, StringComparison.Ordinal);
        return this;
    }

    public int Count(string text) => Text.Split(text).Length - 1;
}

/// <summary>Runs dotnet as on a fresh machine: none of the settings of the build that runs these tests.</summary>
internal sealed class Dotnet(string folder)
{
    // What dotnet test hands down to its children, and what a developer may have set for the outer build.
    private static readonly string[] NotInherited =
    [
        "MSBUILD_EXE_PATH", "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "MSBuildToolsPath", "CI",
        "MLNet", "OnnxRuntime", "RestoreSources", "RestoreAdditionalProjectSources", "RestoreConfigFile", "RestorePackagesPath", "RestoreFallbackFolders",
    ];

    private static readonly string Host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Environment variables on top of the inherited ones. Nothing of a run stays behind, and nobody looks at the made sources' style.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal)
    {
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_TieredPGO"] = "0",
        ["UseSharedCompilation"] = "false",
        ["RunAnalyzers"] = "false",
    };

    public Ran Run(params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo(Host, [.. arguments, "-nologo", "-v:m", "-tl:off", "-nodeReuse:false", "-m:1"])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (string name in NotInherited)
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in Variables)
        {
            start.Environment[name] = value;
        }

        var text = new StringBuilder();
        using var process = new Process { StartInfo = start };
        void Keep(object sender, DataReceivedEventArgs e)
        {
            lock (text)
            {
                _ = text.AppendLine(e.Data);
            }
        }

        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        _ = process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"dotnet {string.Join(' ', arguments)} did not end within 5 minutes:\n{text}");
        }

        process.WaitForExit();
        return new Ran(process.ExitCode, text.ToString());
    }
}
