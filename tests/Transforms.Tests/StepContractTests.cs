using DeepRecipes.Augmentation;
using DeepRecipes.Contracts;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

public sealed class LoadImagesContractTests : StepContract
{
    protected override VisionStep Step => new LoadImages("Photo", "Path") { OnBadImage = BadImagePolicy.MarkInvalid };

    protected override string[] Inputs => ["Path"];

    protected override string[] Outputs => ["Photo", "PhotoIsValid"];

    protected override (string, string) Wrong => ("Path", "String");

    protected override string WrongBy => "Pixels";
}

public sealed class ResizeTests : StepContract
{
    protected override VisionStep Step => new Resize("Small", "Image", 5, 4) { Mapping = "Map" };

    protected override string[] Inputs => ["Image"];

    protected override string[] Outputs => ["Small", "Map"];

    protected override (string, string) Wrong => ("Image", "Image");
}

public sealed class LetterboxTests : StepContract
{
    protected override VisionStep Step => new Letterbox("Image", "Image", 16, 16) { Mapping = "Map", Fill = 114 };

    protected override string[] Inputs => ["Image"];

    protected override string[] Outputs => ["Image", "Map"];

    protected override (string, string) Wrong => ("Image", "Image");
}

public sealed class ImageToTensorTests : StepContract
{
    protected override VisionStep Step => new ImageToTensor("Tensor", "Image", 8, 6) { Fit = ResizeFit.Letterbox, Format = TensorFormat.ImageNet, Mapping = "Map" };

    protected override string[] Inputs => ["Image"];

    protected override string[] Outputs => ["Tensor", "Map"];

    protected override (string, string) Wrong => ("Image", "Image");

    [Fact]
    public void ImageNet_statistics_on_BGR_are_refused()
    {
        var step = new ImageToTensor("Tensor", "Image", 8, 6) { Format = TensorFormat.ImageNet with { Order = ChannelOrder.Bgr } };
        Assert.Contains("ImageNet", Assert.Throws<ArgumentException>(() => Context.Vision().Step(step).Fit(Data)).Message);
    }
}

public sealed class ImageToScaledTensorTests : StepContract
{
    protected override VisionStep Step => new ImageToTensor("Tensor", "Image", 16, 12) { Fit = ResizeFit.Letterbox, Mapping = "Map", Scale = "Scale" };

    protected override string[] Inputs => ["Image", "Scale"];

    protected override string[] Outputs => ["Tensor", "Map"];

    protected override (string, string) Wrong => ("Scale", "Single");

    [Fact]
    public void Every_row_has_its_own_scale()
    {
        var maps = Context.Vision().Step(Step).Fit(Data).Transform(Data).GetColumn<float[]>("Map").Select(map => ResizeMapping.FromFloats(map)).ToArray();
        Assert.Equal(Enumerable.Range(0, SampleRows.Count).Select(i => ResizeMapping.From(ResizeFit.Letterbox.Place(11 + i, 9 + (i % 3), 16, 12, (i + 1) / 7f))), maps);
        Assert.Equal(maps[^1], ResizeMapping.Letterbox(17, 9, new(16, 12)));
        var wrong = Context.Data.LoadFromEnumerable([SampleRows.Make(0), new SampleRow { Image = SampleRows.Make(1).Image, Scale = 1.5f }]);
        var error = Assert.ThrowsAny<InvalidOperationException>(() => Context.Vision().Step(Step).Fit(wrong).Transform(wrong).GetColumn<float[]>("Tensor").ToArray());
        Assert.Contains("Row 1: column 'Scale' is 1.5", error.Message);
    }
}

public sealed class ImageToIntegersTests : StepContract
{
    protected override VisionStep Step => Of(TensorElement.SByte, ChannelNormalization.Uniform(1, -128)) with { Mapping = "Map" };

    protected override string[] Inputs => ["Image"];

    protected override string[] Outputs => ["Tensor", "Map"];

    protected override (string, string) Wrong => ("Image", "Image");

    [Fact]
    public void Each_kind_of_number_has_a_column_of_its_own()
    {
        var row = SampleRows.Make(0);
        Assert.Equal(Bytes(row.Image!).Select(value => (int)value), First<int>(TensorElement.Int32, ChannelNormalization.None));
        Assert.Equal(Bytes(row.Image!), First<byte>(TensorElement.Byte, ChannelNormalization.None));
        Assert.Equal(Bytes(row.Image!).Select(value => (sbyte)(value - 128)), First<sbyte>(TensorElement.SByte, ChannelNormalization.Uniform(1, -128)));

        // Red, green and blue of a picture in the order blue, green, red, alpha.
        static IEnumerable<byte> Bytes(MLImage image) => image.Pixels.ToArray().Chunk(4).SelectMany(pixel => new[] { pixel[2], pixel[1], pixel[0] });

        T[] First<T>(TensorElement element, ChannelNormalization normalization)
        {
            var view = Context.Vision().Step(Of(element, normalization)).Fit(Data).Transform(Data);
            Assert.Equal([9, 11, 3], ((VectorDataViewType)view.Schema["Tensor"].Type).Dimensions.ToArray());
            return view.GetColumn<T[]>("Tensor").First();
        }
    }

    [Fact]
    public void A_row_without_a_picture_is_said_by_the_mapping_or_is_an_error()
    {
        var data = Context.Data.LoadFromEnumerable([new SampleRow()]);
        var step = Of(TensorElement.Byte, ChannelNormalization.None);
        var view = Context.Vision().Step(step with { Mapping = "Map" }).Fit(data).Transform(data);
        Assert.All(view.GetColumn<byte[]>("Tensor").Single(), value => Assert.Equal(0, value));
        Assert.All(view.GetColumn<float[]>("Map").Single(), value => Assert.Equal(float.NaN, value));
        var error = Assert.ThrowsAny<InvalidOperationException>(() => Context.Vision().Step(step).Fit(data).Transform(data).GetColumn<byte[]>("Tensor").ToArray());
        Assert.Contains("'Image' holds no picture", error.Message);
    }

    [Fact]
    public void Fractions_are_refused_when_the_pipeline_is_built()
    {
        foreach (var (element, name) in new[] { (TensorElement.Byte, "Byte"), (TensorElement.SByte, "SByte"), (TensorElement.Int32, "Int32") })
            Assert.Contains(name, Assert.Throws<ArgumentException>(() => Context.Vision().Step(Of(element, ChannelNormalization.UnitInterval)).Fit(Data)).Message);
    }

    private static ImageToTensor Of(TensorElement element, ChannelNormalization normalization) =>
        new("Tensor", "Image", 11, 9) { Element = element, Format = new() { Normalization = normalization, Layout = TensorLayout.Hwc } };
}

public sealed class NormalizeTests : StepContract
{
    protected override VisionStep Step => new Normalize("Tensor", "Image") { Format = new() { Order = ChannelOrder.Bgr, Layout = TensorLayout.Hwc } };

    protected override string[] Inputs => ["Image"];

    protected override string[] Outputs => ["Tensor"];

    protected override (string, string) Wrong => ("Image", "Image");
}

public sealed class ClampToByteTests : StepContract
{
    protected override VisionStep Step => new ClampToByte("Bytes", "Pixels");

    protected override string[] Inputs => ["Pixels"];

    protected override string[] Outputs => ["Bytes"];

    protected override (string, string) Wrong => ("Pixels", "Vector<Single>");
}

public sealed class HistogramOfGradientsTests : StepContract
{
    protected override VisionStep Step => new HistogramOfGradients("Hog", "Pixels", 16, 16) { Options = new(9, 4, 2) };

    protected override string[] Inputs => ["Pixels"];

    protected override string[] Outputs => ["Hog"];

    protected override (string, string) Wrong => ("Pixels", "Vector<Single>");
}

public sealed class FlipHorizontalTests : StepContract
{
    private static readonly KeypointSkeleton s_eyes = new(["left", "right"], [new(0, 1)]);

    protected override VisionStep Step => new ApplyOp(new FlipHorizontal(), new("Image") { Mask = "Mask", Keypoints = "Points", Boxes = "Boxes", OrientedBoxes = "Oriented", Skeleton = s_eyes });

    protected override string[] Inputs => ["Image", "Mask", "Points", "Boxes", "Oriented"];

    protected override string[] Outputs => ["Image", "Mask", "Points", "Boxes", "Oriented"];

    protected override (string, string) Wrong => ("Points", "Vector<Single, K, 3>");

    [Fact]
    public void The_left_eye_is_still_the_left_eye()
    {
        var row = SampleRows.Make(0);
        var data = Context.Data.LoadFromEnumerable([row]);
        var flipped = Context.Data.CreateEnumerable<SampleRow>(Context.Vision().Step(Step).Fit(data).Transform(data), reuseRowObject: false).Single();
        var last = row.Image!.Width - 1;
        // Place 0 means the left eye: after the mirror it holds what was the right one, at w - 1 - x (not w - x).
        Assert.Equal([last - row.Points[3], row.Points[4], row.Points[5], last - row.Points[0], row.Points[1], row.Points[2]], flipped.Points);
        Assert.Equal(last + 1 - row.Boxes[2], flipped.Boxes[0]);
        Assert.Equal([last + 1 - row.Oriented[0], row.Oriented[1], row.Oriented[2], row.Oriented[3], -row.Oriented[4]], flipped.Oriented.Take(5).Select(value => MathF.Round(value, 4)));
    }

    [Fact]
    public void Keypoints_of_which_nobody_said_what_is_left_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Context.Vision().FlipHorizontal(new("Image") { Keypoints = "Points" }).Fit(Data));
        Assert.Contains("FlipHorizontal", error.Message);
        Assert.Contains("'Points'", error.Message);
        _ = Context.Vision().FlipHorizontal(new("Image") { Keypoints = "Points", SymmetricKeypoints = true }).Fit(Data);
    }
}

public sealed class SuppressTests : StepContract
{
    protected override VisionStep Step => new Suppress(new NonMaximumSuppression { Threshold = .5 });

    protected override string[] Inputs => ["Boxes", "Scores", "Classes"];

    protected override string[] Outputs => ["Boxes", "Scores", "Classes"];

    protected override (string, string) Wrong => ("Boxes", "Vector<Single, *, 4>");
}

public sealed class SuppressWithMasksTests : StepContract
{
    protected override VisionStep Step => new Suppress(new GreedyMerge()) { Columns = new() { Masks = "Outlines" } };

    protected override string[] Inputs => ["Boxes", "Scores", "Classes", "Outlines"];

    protected override string[] Outputs => ["Boxes", "Scores", "Classes", "Outlines"];

    protected override (string, string) Wrong => ("Outlines", "Vector<String>");

    [Fact]
    public void Masks_that_nobody_wants_are_not_read()
    {
        var watched = new WatchedView(Data);
        _ = Rows.Of(Context.Vision().Step(Step).Fit(watched).Transform(watched), "Boxes");
        Assert.DoesNotContain("Outlines", watched.Asked);
    }
}

public sealed class DecodeDetectionsWithMasksTests : StepContract
{
    protected override VisionStep Step => new DecodeDetections(new YoloV8SegDecoder { MaskCoefficientCount = 2 }, ["SegHead", "SegPrototypes"], 32, 24)
    {
        Mapping = "SegMapping", Suppression = new NonMaximumSuppression { Threshold = .9 },
    };

    protected override string[] Inputs => ["SegHead", "SegPrototypes", "SegMapping"];

    protected override string[] Outputs => ["Boxes", "Scores", "Classes", "Masks"];

    protected override (string, string) Wrong => ("SegPrototypes", "Vector<Single>");
}

public sealed class DecodeDetectionsTests : StepContract
{
    protected override VisionStep Step => new DecodeDetections(new UltraFaceDecoder(), ["HeadScores", "HeadBoxes"], 320, 240) { Mapping = "Mapping" };

    protected override string[] Inputs => ["HeadScores", "HeadBoxes", "Mapping"];

    protected override string[] Outputs => ["Boxes", "Scores", "Classes"];

    protected override (string, string) Wrong => ("HeadBoxes", "Vector<Single>");
}

public sealed class OnnxScoreContractTests : StepContract
{
    // One row a run and one caller: the numbers are then the same to the bit.
    protected override VisionStep Step => OnnxScore.Of(Assets.Path("ch_ppocr_mobile_v2.0_cls_infer.onnx")) with { BatchSize = 1, Callers = 1, Threads = 1 };

    protected override string[] Inputs => ["x"];

    protected override string[] Outputs => ["softmax_0.tmp_0"];

    protected override (string, string) Wrong => ("x", "Vector<Single");

    protected override IDataView Data => Context.Data.LoadFromEnumerable(Enumerable.Range(0, SampleRows.Count).Select(Make).ToArray());

    private static Row Make(int index)
    {
        var random = new Random(index);
        return new() { Name = $"row {index}", X = [.. Enumerable.Range(0, 3 * 48 * 192).Select(_ => (2 * random.NextSingle()) - 1)] };
    }

    private sealed class Row
    {
        public string Name { get; set; } = "";

        [ColumnName("x")]
        [VectorType(3, 48, 192)]
        public float[] X { get; set; } = [];
    }
}
