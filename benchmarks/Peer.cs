using System.Diagnostics;
using System.Globalization;

namespace DeepRecipes.Benchmarks;

/// <summary>The peer's process: it times one op at our word, so that both sides of a ratio run within the same second on the same machine.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process _process;

    public Peer(string python, string script) =>
        _process = Process.Start(new ProcessStartInfo(python, [script]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })
            ?? throw new InvalidOperationException($"{python} did not start.");

    public string Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
        return _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The peer ended at '{line}'; its error stands above.");
    }

    public double Seconds(string op) => double.Parse(Ask(op), CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
