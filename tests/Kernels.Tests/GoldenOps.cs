using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

/// <summary>tests/Data/images/ops.json.gz: inputs and what OpenCV, scikit-image and Pillow make of them. A name is "input op parameters".</summary>
internal static class GoldenOps
{
    public static GoldenImages File { get; } = GoldenImages.Load("images", "ops.json");

    public static GoldenImages Shared { get; } = GoldenImages.Load("images", "image_ops.json");

    // Not results of an op we have: the motion kernel itself, a border mode not offered, and a stretch of one level, which scikit-image divides by zero.
    private static readonly string[] Left = ["kernel motion", "rgb pad reflect", "row pad reflect", "levels pad reflect", "flat stretch 2 98"];

    /// <summary>The names whose second word is the op.</summary>
    public static TheoryData<string> Of(string op) => [.. File.Names.Except(Left).Where(n => n.Split(' ') is { Length: > 1 } words && words[1] == op)];

    public static byte[] Input(string name, out ImageShape shape)
    {
        string input = name.Split(' ')[0];
        shape = File.Shape(input);
        return File.Bytes(input);
    }
}
