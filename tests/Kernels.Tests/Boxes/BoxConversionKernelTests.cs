using System.Text.Json;

namespace DeepRecipes.Kernels.Tests.Boxes;

public class BoxConversionKernelTests
{
    private static readonly JsonElement Convert = BoxOracle.Root.GetProperty("convert");

    private static double[] Of(string name) => BoxOracle.Numbers(Convert.GetProperty(name));

    [Fact]
    public void Layouts_AreTorchvisions()
    {
        double[] corners = BoxOracle.Numbers(BoxOracle.Root.GetProperty("convert_input_xyxy"));
        var actual = new double[corners.Length];
        BoxConversionKernel.CornersToCoco<double>(corners, actual);
        Assert.Equal(Of("xyxy->xywh"), actual);
        BoxConversionKernel.CocoToCorners<double>(actual, actual);
        Assert.Equal(Of("xywh->xyxy"), actual);
        BoxConversionKernel.CornersToYolo(corners, 1, 1, actual);
        Assert.Equal(Of("xyxy->cxcywh"), actual);
        BoxConversionKernel.YoloToCorners(actual, 1, 1, actual);
        Assert.Equal(Of("cxcywh->xyxy"), actual);
    }

    [Fact]
    public void Yolo_IsRelativeToWidthAndHeight()
    {
        var yolo = new double[4];
        BoxConversionKernel.CornersToYolo([10.0, 20, 30, 50], 100, 200, yolo);
        Assert.Equal([0.2, 0.175, 0.2, 0.15], yolo);
        BoxConversionKernel.YoloToCorners(yolo, 100, 200, yolo);
        for (int i = 0; i < 4; i++)
            Assert.Equal(new[] { 10.0, 20, 30, 50 }[i], yolo[i], 1e-12);
    }

    [Fact]
    public void Voc_CountsPixelsFromOneAndIncludesBothEnds()
    {
        var edges = new float[4];
        BoxConversionKernel.VocToCorners([1f, 1, 10, 5], edges);
        Assert.Equal([0f, 0, 10, 5], edges);
        BoxConversionKernel.CornersToVoc(edges, edges);
        Assert.Equal([1f, 1, 10, 5], edges);
    }

    [Fact]
    public void Clip_IsTorchvisions()
    {
        double[] boxes = BoxOracle.Numbers(BoxOracle.Root.GetProperty("convert_input_xyxy"));
        BoxClipKernel.ToImage(boxes.AsSpan(), 100, 60);
        Assert.Equal(BoxOracle.Numbers(BoxOracle.Root.GetProperty("clip_to_100x60(hw=60,100)")), boxes);
    }

    [Fact]
    public void Errors_NameTheParameter()
    {
        Assert.Equal("source", Assert.Throws<ArgumentException>(() => BoxConversionKernel.CocoToCorners<float>(new float[3], new float[4])).ParamName);
        Assert.Equal("imageHeight", Assert.Throws<ArgumentOutOfRangeException>(() => BoxConversionKernel.CornersToYolo<float>(new float[4], 3, 0, new float[4])).ParamName);
        Assert.Equal("boxes", Assert.Throws<ArgumentException>(() => BoxClipKernel.ToImage(new float[5].AsSpan(), 3, 2)).ParamName);
    }
}
