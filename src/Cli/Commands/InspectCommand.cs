using System.CommandLine;
using DeepRecipes.Transforms;

namespace DeepRecipes.Cli;

/// <summary><c>deeprecipes inspect</c>: what goes into a network, comes out of it and is in it.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "The ONNX file." };
        var command = new Command("inspect", "Print what goes into an ONNX model, comes out of it and is in it: opset, nodes, and mistakes such as an export in training mode.") { model };
        command.Does(parsed =>
        {
            OnnxScore step = OnnxScore.Of(parsed.GetRequiredValue(model));
            OnnxModelInfo info = step.ReadModelInfo();
            TextWriter output = parsed.Output();
            output.WriteLine($"SHA-256  {step.ModelSha256}");
            foreach (OnnxTensorInfo input in info.Inputs)
                output.WriteLine($"input    {input}");
            foreach (OnnxTensorInfo one in info.Outputs)
                output.WriteLine($"output   {one}");
            output.WriteLine(step.Inspect());
            return ExitCode.Done;
        });
        return command;
    }
}
