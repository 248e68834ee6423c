using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

/// <summary>tests/Data/images/ops.json: inputs and what OpenCV, scikit-image and Pillow make of them. A name is "input op parameters".</summary>
internal static class GoldenOps
{
    public static GoldenImages File { get; } = GoldenImages.Load("images", "ops.json");

    public static GoldenImages Shared { get; } = GoldenImages.Load("images", "image_ops.json");

    /// <summary>The names whose second word is the op.</summary>
    public static TheoryData<string> Of(string op) => [.. File.Names.Where(n => n.Split(' ') is { Length: > 1 } words && words[1] == op)];

    public static byte[] Input(string name, out ImageShape shape)
    {
        string input = name.Split(' ')[0];
        shape = File.Shape(input);
        return File.Bytes(input);
    }
}
