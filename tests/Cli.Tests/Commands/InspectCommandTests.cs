using DeepRecipes.Contracts;

namespace DeepRecipes.Cli.Tests.Commands;

public class InspectCommandTests
{
    [Fact]
    public void Inputs_and_outputs_are_printed_with_their_shapes()
    {
        using var tool = new Tool();
        tool.Does("inspect", Assets.Path("fr_detect.onnx"));
        Assert.Contains("input: Float[1, 3, 240, 320]", tool.Output, StringComparison.Ordinal);
        Assert.Contains("scores: Float[1, 4420, 2]", tool.Output, StringComparison.Ordinal);
        Assert.Contains("opset", tool.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_file_that_is_no_model_is_named()
    {
        using var tool = new Tool();
        tool.Refuses(["inspect", tool.Write("no.onnx", "no model")], "ONNX");
        tool.Refuses(["inspect", tool.PathOf("none.onnx")], "none.onnx");
    }
}
