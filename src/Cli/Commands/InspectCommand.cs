using System.CommandLine;
using System.Security.Cryptography;
using DeepRecipes.Transforms;

namespace DeepRecipes.Cli;

/// <summary><c>deeprecipes inspect</c>: what goes into a network, comes out of it and is in it.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "The ONNX file." };
        var command = new Command("inspect", "Print what goes into an ONNX model, comes out of it and is in it: opset, nodes, input statistics, and mistakes such as an export in training mode. It is not run, and need not run.") { model };
        command.Does(parsed =>
        {
            string path = parsed.GetRequiredValue(model);
            OnnxInspection inspection = OnnxInspection.Of(path);
            TextWriter output = parsed.Output();
            output.WriteLine($"SHA-256     {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))}");
            output.Write(inspection);
            return ExitCode.Done;
        });
        return command;
    }
}
