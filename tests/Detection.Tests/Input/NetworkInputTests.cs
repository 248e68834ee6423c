using DeepRecipes.Kernels;

namespace DeepRecipes.Detection.Tests;

public class NetworkInputTests
{
    private static readonly ImageShape Shape = new(11, 7, 4);
    private static readonly byte[] Pixels = [.. Enumerable.Range(0, 11 * 7 * 4).Select(i => (byte)(i * 37))];

    [Theory]
    [InlineData(ResizeFit.Stretch)]
    [InlineData(ResizeFit.Letterbox)]
    [InlineData(ResizeFit.LetterboxTopLeft)]
    public void TheMappingIsTheFits(ResizeFit fit)
    {
        var mapping = new NetworkInput { Fit = fit }.Write(Pixels, Shape, ChannelOrder.Rgb, new(20, 30), new float[3 * 20 * 30]);

        var expected = fit == ResizeFit.Stretch ? ResizeMapping.Stretch(11, 7, new(20, 30)) : ResizeMapping.Letterbox(11, 7, new(20, 30), fit == ResizeFit.Letterbox);
        Assert.Equal(expected, mapping);
    }

    [Theory]
    [InlineData(ChannelOrder.Rgb, ChannelOrder.Rgb, 0)]
    [InlineData(ChannelOrder.Rgb, ChannelOrder.Bgr, 2)]
    [InlineData(ChannelOrder.Bgr, ChannelOrder.Rgb, 2)]
    [InlineData(ChannelOrder.Bgr, ChannelOrder.Bgr, 0)]
    public void TheFirstChannelIsTheFormats(ChannelOrder picture, ChannelOrder network, int first)
    {
        var tensor = new float[3 * 11 * 7];

        new NetworkInput { Fit = ResizeFit.Stretch, Format = new() { Order = network, Normalization = ChannelNormalization.None } }.Write(Pixels, Shape, picture, new(11, 7), tensor);

        Assert.Equal(Enumerable.Range(0, 77).Select(i => (float)Pixels[(4 * i) + first]), tensor[..77]);
    }

    [Fact]
    public void LayoutsHoldTheSame()
    {
        var (planes, pixels) = (new float[3 * 30 * 20], new float[3 * 30 * 20]);

        new NetworkInput { Format = TensorFormat.ImageNet }.Write(Pixels, Shape, ChannelOrder.Rgb, new(20, 30), planes);
        new NetworkInput { Format = TensorFormat.ImageNet with { Layout = TensorLayout.Hwc } }.Write(Pixels, Shape, ChannelOrder.Rgb, new(20, 30), pixels);

        for (var i = 0; i < planes.Length; i++)
            Assert.Equal(planes[((i % 3) * 600) + (i / 3)], pixels[i], 1e-5f);
    }

    [Theory]
    [InlineData(ChannelOrder.Rgb)]
    [InlineData(ChannelOrder.Bgr)]
    public void GreyWeighsRedGreenAndBlueWhereverTheyStand(ChannelOrder picture)
    {
        var tensor = new float[77];

        new NetworkInput { Fit = ResizeFit.Stretch, Format = new() { IsGrey = true, Normalization = ChannelNormalization.Centered(127, 128) } }.Write(Pixels, Shape, picture, new(11, 7), tensor);

        for (var i = 0; i < 77; i++)
        {
            var (first, green, third) = (Pixels[4 * i], Pixels[(4 * i) + 1], Pixels[(4 * i) + 2]);
            var grey = picture == ChannelOrder.Rgb ? (0.299 * first) + (0.587 * green) + (0.114 * third) : (0.299 * third) + (0.587 * green) + (0.114 * first);
            Assert.Equal((grey - 127) / 128, tensor[i], 1e-5);
        }
    }

    [Fact]
    public void WhatIsAMistakeInEveryNetworkIsRefused()
    {
        Assert.Contains("ImageNet", Refused(new() { Order = ChannelOrder.Bgr, Normalization = ChannelNormalization.ImageNet }), StringComparison.Ordinal);
        Assert.Contains("one channel", Refused(TensorFormat.ImageNet with { IsGrey = true }), StringComparison.Ordinal);
        Assert.Contains("77", Assert.Throws<ArgumentException>(() => new NetworkInput { Format = new() { IsGrey = true } }.Write(Pixels, Shape, ChannelOrder.Rgb, new(11, 7), new float[78])).Message, StringComparison.Ordinal);

        static string Refused(TensorFormat format) => Assert.Throws<ArgumentException>(() => new NetworkInput { Format = format }.Write(Pixels, Shape, ChannelOrder.Rgb, new(11, 7), new float[format.Channels * 77])).Message;
    }

    [Fact]
    public void DecodersSayWhatIsUsual()
    {
        IDetectionDecoder yolo = new YoloV8Decoder(), faces = new UltraFaceDecoder(), yoloX = new YoloXDecoder();

        Assert.Equal(new NetworkInput(), yolo.UsualInput);
        Assert.Equal((ResizeFit.Stretch, ChannelNormalization.Centered(127, 128)), (faces.UsualInput.Fit, faces.UsualInput.Format.Normalization));
        Assert.Equal(ChannelOrder.Bgr, yoloX.UsualInput.Format.Order);
        foreach (var kind in DetectionDecoders.Kinds)
            DetectionDecoders.Create(kind).UsualInput.Format.Check();
    }
}
