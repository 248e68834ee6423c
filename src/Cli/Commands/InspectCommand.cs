using System.CommandLine;
using DeepRecipes.Transforms;

namespace DeepRecipes.Cli;

/// <summary><c>deeprecipes inspect</c>: what goes into a network and comes out of it.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "The ONNX file." };
        var command = new Command("inspect", "Print what goes into an ONNX model and comes out of it.") { model };
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
            return ExitCode.Done;
        });
        return command;
    }
}
