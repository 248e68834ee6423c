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
        Assert.Contains("statistics", tool.Output, StringComparison.Ordinal);
        Assert.Contains("opset", tool.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_only_training_wants_is_printed_and_no_error()
    {
        using var tool = new Tool();
        // IR 8; a graph with a node "drop" of type Dropout from x to y; opset 6, whose Dropout is active unless it says otherwise.
        byte[] node = [0x0A, 1, .. "x"u8, 0x12, 1, .. "y"u8, 0x1A, 4, .. "drop"u8, 0x22, 7, .. "Dropout"u8];
        File.WriteAllBytes(tool.PathOf("training.onnx"), [0x08, 8, 0x3A, (byte)(node.Length + 2), 0x0A, (byte)node.Length, .. node, 0x42, 2, 0x10, 6]);
        tool.Does("inspect", tool.PathOf("training.onnx"));
        Assert.Contains("Dropout 'drop' drops values at random", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_model_is_named()
    {
        using var tool = new Tool();
        tool.Refuses(["inspect", tool.Write("no.onnx", "no model")], "ONNX");
        tool.Refuses(["inspect", tool.PathOf("none.onnx")], "none.onnx");
    }
}
