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
    [InlineData(ResizeFit.Stretch, 3, 5, 11, 15)]
    [InlineData(ResizeFit.Letterbox, 3, 9, 11, 7)]
    [InlineData(ResizeFit.LetterboxTopLeft, 0, 0, 11, 7)]
    public void AScaleLeavesTheRestToBars(ResizeFit fit, int left, int top, int width, int height)
    {
        // 11 x 7 pixels in a network's 18 x 25, of which they may take 0.61.
        var (tensor, bars) = (new float[3 * 18 * 25], 0);
        var input = new NetworkInput { Fit = fit, Format = new() { Normalization = ChannelNormalization.None }, Fill = 300 / 4f };
        var mapping = input.Write(Pixels, Shape, ChannelOrder.Rgb, new(18, 25), tensor, scale: 0.61f);

        Assert.Equal((width, height, (float)left, (float)top), (mapping.ContentWidth, mapping.ContentHeight, mapping.OffsetX, mapping.OffsetY));
        Assert.Equal(new NetworkSize(18, 25), mapping.Network);
        for (var y = 0; y < 25; y++)
        {
            for (var x = 0; x < 18; x++)
            {
                if (x < left || x >= left + width || y < top || y >= top + height)
                    Assert.True(tensor[(y * 18) + x] == 75f && bars++ >= 0, $"{x}, {y}");
                else if (height == 7)
                    Assert.Equal(Pixels[4 * (((y - top) * 11) + x - left)], tensor[(y * 18) + x]);
            }
        }

        Assert.Equal((18 * 25) - (width * height), bars);
        Assert.Throws<ArgumentOutOfRangeException>(() => input.Write(Pixels, Shape, ChannelOrder.Rgb, new(18, 25), tensor, scale: 1.01f));
        Assert.Throws<ArgumentOutOfRangeException>(() => input.Write(Pixels, Shape, ChannelOrder.Rgb, new(18, 25), tensor, scale: 0));
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

    [Theory]
    [InlineData(TensorLayout.Chw, ChannelOrder.Rgb)]
    [InlineData(TensorLayout.Hwc, ChannelOrder.Bgr)]
    public void IntegersAreTheBytesAsTheyAre(TensorLayout layout, ChannelOrder order)
    {
        var (bytes, signed, wide) = (new byte[3 * 77], new sbyte[3 * 77], new int[3 * 77]);
        var input = new NetworkInput { Fit = ResizeFit.Stretch, Format = new() { Layout = layout, Order = order, Normalization = ChannelNormalization.None } };

        input.Write(Pixels, Shape, ChannelOrder.Rgb, new(11, 7), bytes);
        input.Write(Pixels, Shape, ChannelOrder.Rgb, new(11, 7), wide);
        (input with { Format = input.Format with { Normalization = ChannelNormalization.Uniform(1, -128) } }).Write(Pixels, Shape, ChannelOrder.Rgb, new(11, 7), signed);

        for (var y = 0; y < 7; y++)
        {
            for (var x = 0; x < 11; x++)
            {
                for (var c = 0; c < 3; c++)
                {
                    var expected = Pixels[(4 * ((11 * y) + x)) + (order == ChannelOrder.Rgb ? c : 2 - c)];
                    var at = layout == TensorLayout.Chw ? (((c * 7) + y) * 11) + x : (((y * 11) + x) * 3) + c;
                    Assert.Equal(((int)expected, (int)expected, expected - 128), ((int)bytes[at], wide[at], (int)signed[at]));
                }
            }
        }
    }

    [Fact]
    public void GreyIntegersAreRounded()
    {
        var (floats, bytes) = (new float[20 * 30], new byte[20 * 30]);
        var input = new NetworkInput { Format = new() { IsGrey = true, Normalization = ChannelNormalization.None } };

        var mapping = input.Write(Pixels, Shape, ChannelOrder.Bgr, new(20, 30), floats);
        Assert.Equal(mapping, input.Write(Pixels, Shape, ChannelOrder.Bgr, new(20, 30), bytes));

        Assert.Equal(floats.Select(value => (byte)Math.Round(value, MidpointRounding.ToEven)), bytes);
        Assert.Equal(114, bytes[0]);
    }

    [Fact]
    public void WhatIntegersCannotHoldSaysWhatTheyCan()
    {
        Assert.Contains("None, bytes as they are", Refused<byte>(new()), StringComparison.Ordinal);
        Assert.Contains("from -128 to 127", Refused<sbyte>(new() { Normalization = ChannelNormalization.None }), StringComparison.Ordinal);
        Assert.Contains("Uniform(1, -128)", Refused<sbyte>(new() { Normalization = ChannelNormalization.None }), StringComparison.Ordinal);

        static string Refused<T>(TensorFormat format)
            where T : unmanaged, System.Numerics.IBinaryInteger<T>, System.Numerics.IMinMaxValue<T> =>
            Assert.Throws<ArgumentException>(() => new NetworkInput { Format = format }.Write(Pixels, Shape, ChannelOrder.Rgb, new(11, 7), new T[3 * 77])).Message;
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

    [Theory]
    [InlineData("heatmap-pose", ResizeFit.Letterbox, 2.2489f, 2.4286f, 2.64f)]
    [InlineData("associative-embedding", ResizeFit.Letterbox, 2.2489f, 2.4286f, 2.64f)]
    [InlineData("posenet", ResizeFit.Letterbox, 1, 1, 1)]
    [InlineData("centernet", ResizeFit.Letterbox, 2.0514f, 2.0170f, 1.9049f)]
    [InlineData("ssd", ResizeFit.Stretch, 132, 138, 151)]
    public void WhiteBecomesWhatTheAuthorsNetworksHaveSeen(string kind, ResizeFit fit, float first, float second, float third)
    {
        var usual = DetectionDecoders.Create(kind).UsualInput;
        var tensor = new float[12];

        usual.Write([255, 255, 255], new(1, 1, 3), ChannelOrder.Rgb, new(2, 2), tensor);

        Assert.Equal(fit, usual.Fit);
        Assert.Equal([first, second, third], [tensor[0], tensor[4], tensor[8]], (a, b) => MathF.Abs(a - b) < 0.001f);
    }
}
