using System.IO.Compression;
using DeepRecipes.Contracts;

namespace DeepRecipes.Metrics.Tests.Detection;

/// <summary>The COCO files under tests/Data/coco, unpacked.</summary>
internal static class CocoFiles
{
    public static byte[] Bytes(string name)
    {
        using var source = new GZipStream(File.OpenRead(TestData.Path("coco", name + ".json.gz")), CompressionMode.Decompress);
        using var target = new MemoryStream();
        source.CopyTo(target);
        return target.ToArray();
    }

    public static CocoGroundTruth Truth(string name, DetectionKind kind) => CocoGroundTruth.Parse(Bytes(name), kind, name);

    public static CocoDetections Detections(string name, DetectionKind kind) => CocoDetections.Parse(Bytes(name), kind, name);

    public static DetectionAccumulator Accumulate(string truth, string detections, CocoOptions options) =>
        CocoEvaluation.Accumulate(Truth(truth, options.Kind), Detections(detections, options.Kind), options);
}
