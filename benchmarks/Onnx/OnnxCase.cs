using System.Reflection;

namespace DeepRecipes.Benchmarks.Onnx;

/// <summary>A network and the rows it is scored on.</summary>
/// <param name="Name">The table's name for it.</param>
/// <param name="Part">The part of the assets that holds it.</param>
/// <param name="File">Its file.</param>
/// <param name="Input">Its only input.</param>
/// <param name="Output">The output that is read.</param>
/// <param name="Shape">The dimensions of one row.</param>
/// <param name="Batches">Rows of one run that are tried; 1 alone where the network fixes it.</param>
internal sealed record OnnxCase(string Name, string Part, string File, string Input, string Output, int[] Shape, int[] Batches)
{
    private static readonly string s_assets = typeof(OnnxCase).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "AssetsRoot").Value!;

    public static OnnxCase[] All { get; } =
    [
        new("PP-OCR classifier, 3 x 48 x 192, any batch", "ocr-models", "ch_ppocr_mobile_v2.0_cls_infer.onnx", "x", "softmax_0.tmp_0", [3, 48, 192], [1, 8, 32]),
        new("fr_detect, 3 x 240 x 320, batch 1", "face-models", "fr_detect.onnx", "input", "scores", [3, 240, 320], [1]),
        new("PP-OCR detector, 3 x 640 x 640, computing", "ocr-models", "ch_PP-OCRv4_det_infer.onnx", "x", "sigmoid_0.tmp_0", [3, 640, 640], [1]),
    ];

    public string Path => System.IO.Path.Combine(s_assets, Part, File);

    public int Length => Shape.Aggregate(1, (a, b) => a * b);

    /// <summary>Rows that differ, so that nobody finds the last one in a cache.</summary>
    public float[][] Rows()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 16).Select(_ => Enumerable.Range(0, Length).Select(_ => (random.NextSingle() * 2) - 1).ToArray())];
    }
}
