using System.Runtime.InteropServices;
using DeepRecipes;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using DeepRecipes.Metrics;
using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Quickstart;

/// <summary>A photo with its truth, as a pipeline reads it.</summary>
internal sealed class PhotoRow
{
    public long Id { get; set; }

    public string Path { get; set; } = "";

    [VectorType(0, 4)]
    public float[] TruthBoxes { get; set; } = [];
}

/// <summary>What a detector found on a photo.</summary>
internal sealed class FoundRow
{
    public long Id { get; set; }

    [VectorType(0, 4)]
    public float[] Boxes { get; set; } = [];

    [VectorType]
    public float[] Scores { get; set; } = [];

    [VectorType]
    public float[] Keypoints { get; set; } = [];

    public Box BoxAt(int index) => MemoryMarshal.Cast<float, Box>(Boxes)[index];
}

/// <summary>A detector on the four photos.</summary>
internal sealed record DetectorResult(string Name, string Provider, CocoResult Coco, double MeanIoU, double MeanGIoU, double MeanDIoU, double MeanCIoU, double MeanOks, FoundRow[] Found);

/// <summary>Both detectors on the four photos.</summary>
internal sealed record FaceResult(ReferencePhoto[] Photos, DetectorResult[] Detectors);

/// <summary>Detect: photos, network, boxes and keypoints, and how good they are.</summary>
internal static class FaceStage
{
    public const int Steps = 4;

    public static FaceResult Run(MLContext context, Action done)
    {
        var photos = ReferencePhoto.Load();
        done();
        var ultraFace = Detect(context, photos, "UltraFace (fr_detect)", UltraFace(context));
        done();
        var blazeFace = Detect(context, photos, "BlazeFace 256", BlazeFace(context));
        done();
        var result = new FaceResult(photos, [ultraFace, blazeFace]);
        done();
        return result;
    }

    /// <summary>Boxes only. The picture is stretched; the network wants (x - 127) / 128.</summary>
    private static EstimatorChain<ITransformer> UltraFace(MLContext context)
    {
        var vision = context.Vision();
        var format = new TensorFormat { Normalization = ChannelNormalization.Centered(127, 128) };
        return vision.LoadImages("Image", "Path")
            .Append(vision.ImageToTensor("input", "Image", 320, 240, ResizeFit.Stretch, format, "Mapping"))
            .Append(vision.OnnxScore(Asset.Path("face-models", "fr_detect.onnx")))
            .Append(vision.DecodeDetections(new UltraFaceDecoder(), ["scores", "boxes"], 320, 240, "Mapping"))
            .Append(vision.NonMaximumSuppression(0.3));
    }

    /// <summary>Boxes and six keypoints with left and right. The picture keeps its aspect; the network wants -1 to 1, pixel by pixel.</summary>
    public static EstimatorChain<ITransformer> BlazeFace(MLContext context, VisionEstimator? before = null)
    {
        var vision = context.Vision();
        var format = new TensorFormat { Normalization = ChannelNormalization.SignedUnit, Layout = TensorLayout.Hwc };
        var chain = new EstimatorChain<ITransformer>().Append(vision.LoadImages("Image", "Path"));
        if (before is not null)
            chain = chain.Append(before);
        return chain
            .Append(vision.ImageToTensor("input:0", "Image", 256, 256, ResizeFit.Letterbox, format, "Mapping"))
            .Append(vision.OnnxScore(Asset.Path("blazeface", "blazeface_256.onnx"), "input:0"))
            .Append(vision.DecodeDetections(new BlazeFaceDecoder { ScoreThreshold = 0.6f }, ["Identity:0", "Identity_1:0", "Identity_2:0", "Identity_3:0"], 256, 256, "Mapping"))
            .Append(vision.NonMaximumSuppression(0.3));
    }

    public static IDataView View(MLContext context, IEnumerable<ReferencePhoto> photos) => context.Data.LoadFromEnumerable(photos.Select(photo => new PhotoRow
    {
        Id = photo.Id,
        Path = photo.Path,
        TruthBoxes = MemoryMarshal.Cast<Box, float>(photo.Boxes).ToArray(),
    }));

    public static FoundRow[] Rows(MLContext context, IDataView scored) =>
        [.. context.Data.CreateEnumerable<FoundRow>(scored, reuseRowObject: false, ignoreMissingColumns: true)];

    private static DetectorResult Detect(MLContext context, ReferencePhoto[] photos, string name, EstimatorChain<ITransformer> pipeline)
    {
        var data = View(context, photos);
        var model = pipeline.Fit(data);
        var scored = model.Transform(data);
        var coco = context.Vision().EvaluateDetection(scored, ["face"], new() { TruthClasses = null, ImageId = "Id" });
        var found = Rows(context, scored);
        var provider = model.OfType<OnnxScoreTransformer>().Single().Diagnostics.Provider;
        List<double> iou = [], giou = [], diou = [], ciou = [], oks = [];
        for (var i = 0; i < photos.Length; i++)
        {
            foreach (var (truth, match) in Matches(photos[i], found[i]))
            {
                var (a, b) = (photos[i].Boxes[truth], found[i].BoxAt(match));
                iou.Add(IoUKernel.Value(a, b));
                giou.Add(GeneralizedIoUKernel.Value(a, b));
                diou.Add(DistanceIoUKernel.Value(a, b));
                ciou.Add(CompleteIoUKernel.Value(a, b));
                if (found[i].Keypoints.Length > 0)
                    oks.Add(Oks(photos[i].Points[truth], found[i].Keypoints.AsSpan(18 * match, 9), a));
            }
        }
        return new(name, provider, coco, Mean(iou), Mean(giou), Mean(diou), Mean(ciou), Mean(oks), found);
    }

    /// <summary>Each true face with the detection that overlaps it most, from 0.5 on.</summary>
    private static IEnumerable<(int Truth, int Match)> Matches(ReferencePhoto photo, FoundRow found)
    {
        for (var truth = 0; truth < photo.Boxes.Length; truth++)
        {
            var best = Enumerable.Range(0, found.Scores.Length).OrderByDescending(i => IoUKernel.Value(photo.Boxes[truth], found.BoxAt(i))).FirstOrDefault(-1);
            if (best >= 0 && IoUKernel.Value(photo.Boxes[truth], found.BoxAt(best)) >= 0.5f)
                yield return (truth, best);
        }
    }

    /// <summary>The similarity of the three points that both the network and the reference have: right eye, left eye, nose (COCO's sigmas for them).</summary>
    private static double Oks(float[] truth, ReadOnlySpan<float> found, Box box)
    {
        double[] a = [.. truth.Take(9).Select(value => (double)value)];
        double[] b = [.. found.ToArray().Select(value => (double)value)];
        return ObjectKeypointSimilarity.Value(b, a, box.Width * box.Height, [0.025, 0.025, 0.026]);
    }

    private static double Mean(List<double> values) => values.Count == 0 ? double.NaN : values.Average();
}
