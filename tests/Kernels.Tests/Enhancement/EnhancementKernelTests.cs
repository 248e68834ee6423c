using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

public class EqualizeContract : ImageKernelContract<byte>
{
    protected override bool InPlace => true;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => EqualizeKernel.PerChannel(source, shape, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape)
    {
        byte[] result = [.. source];
        for (int c = 0; c < Math.Min(shape.Channels, 3); c++)
        {
            byte[] plane = [.. source.Where((_, i) => i % shape.Channels == c)];
            int least = plane.Min(), ofLeast = plane.Count(v => v == least);
            for (int i = c; i < source.Length; i += shape.Channels)
            {
                if (ofLeast < plane.Length)
                    result[i] = (byte)Math.Round((float)plane.Count(v => v <= source[i] && v > least) * (255f / (plane.Length - ofLeast)));
            }
        }

        return result;
    }

    protected override bool Skip(ImageShape shape) => shape.Length > 3000;
}

public class EqualizeLumaContract : ImageKernelContract<byte>
{
    protected override IReadOnlyList<int> Channels => [3, 4];

    protected override bool InPlace => true;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => EqualizeKernel.Luma(source, shape, ChannelOrder.Rgb, destination);

    // The three steps one by one, each with its own test.
    protected override byte[] Oracle(byte[] source, ImageShape shape)
    {
        byte[] planes = new byte[source.Length], luma, result = new byte[source.Length];
        YCrCbKernel.FromColour(source, shape, ChannelOrder.Rgb, planes);
        luma = [.. planes.Where((_, i) => i % shape.Channels == 0)];
        EqualizeKernel.PerChannel(luma, shape with { Channels = 1 }, luma);
        for (int i = 0; i < luma.Length; i++)
            planes[i * shape.Channels] = luma[i];
        YCrCbKernel.ToColour(planes, shape, ChannelOrder.Rgb, result);
        return result;
    }
}

public class ClahePerChannelContract : ImageKernelContract<byte>
{
    protected override bool InPlace => true;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => ClaheKernel.PerChannel(source, shape, new ClaheOptions(3, 4, 2), destination);

    // Each channel as a grey image of its own; grey is judged by the golden files.
    protected override byte[] Oracle(byte[] source, ImageShape shape)
    {
        byte[] result = [.. source];
        for (int c = 0; c < Math.Min(shape.Channels, 3); c++)
        {
            byte[] plane = [.. source.Where((_, i) => i % shape.Channels == c)];
            ClaheKernel.Gray(plane, shape with { Channels = 1 }, new ClaheOptions(3, 4, 2), plane);
            for (int i = 0; i < plane.Length; i++)
                result[(i * shape.Channels) + c] = plane[i];
        }

        return result;
    }
}

public class ClaheLightnessContract : ImageKernelContract<byte>
{
    protected override IReadOnlyList<int> Channels => [3, 4];

    protected override bool InPlace => true;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
        ClaheKernel.Lightness(source, shape, ChannelOrder.Bgr, new ClaheOptions(2, 3, 5), destination);

    // The three steps one by one, each with its own test.
    protected override byte[] Oracle(byte[] source, ImageShape shape)
    {
        byte[] lab = new byte[source.Length], lightness, result = new byte[source.Length];
        LabKernel.FromColour(source, shape, ChannelOrder.Bgr, lab);
        lightness = [.. lab.Where((_, i) => i % shape.Channels == 0)];
        ClaheKernel.Gray(lightness, shape with { Channels = 1 }, new ClaheOptions(2, 3, 5), lightness);
        for (int i = 0; i < lightness.Length; i++)
            lab[i * shape.Channels] = lightness[i];
        LabKernel.ToColour(lab, shape, ChannelOrder.Bgr, result);
        return result;
    }
}

public class EnhancementKernelTests
{
    [Theory]
    [MemberData(nameof(GoldenOps.Of), "equalize", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "clahe", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "adaptive", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "autocontrast", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "stretch", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "greyworld", MemberType = typeof(GoldenOps))]
    public void EqualsItsTool(string name)
    {
        string[] words = name.Split(' ');
        byte[] input = GoldenOps.Input(name, out ImageShape shape), result = new byte[shape.Length];
        switch (words[1])
        {
            case "equalize": EqualizeKernel.PerChannel(input, shape, result); break;
            case "autocontrast": AutoContrastKernel.Apply(input, shape, (int)Number(words[2]), result); break;
            case "greyworld": WhiteBalanceKernel.GrayWorld(input, shape, Number(words[2]), result); break;
            case "clahe":
                int[] tiles = [.. words[3].Split('x').Select(w => (int)Number(w))];
                ClaheKernel.Gray(input, shape, new ClaheOptions(Number(words[2]), tiles[0], tiles[^1]), result);
                break;
            case "adaptive":
                AdaptiveThresholdMethod method = words[2].StartsWith("mean", StringComparison.Ordinal) ? AdaptiveThresholdMethod.Mean : AdaptiveThresholdMethod.Gaussian;
                AdaptiveThresholdKernel.Apply(
                    input, shape, new AdaptiveThresholdOptions(method, (int)Number(words[3]), Number(words[4]), 200, words[2].EndsWith("inv", StringComparison.Ordinal)), result);
                break;
            default:
                var histogram = new int[256];
                foreach (byte v in input)
                    histogram[v]++;
                var table = new byte[256];
                ContrastStretchKernel.TableSkImage(ContrastStretchKernel.Percentile(histogram, 2), ContrastStretchKernel.Percentile(histogram, 98), table);
                LookupKernel.Apply(input, shape, table, result);
                break;
        }

        Samples.Close<byte>(GoldenOps.File.Bytes(name), result, 0, 0, name);
    }

    [Fact]
    public void EqualsTheSharedOracle()
    {
        byte[] input = GoldenOps.Shared.Bytes("input_rgb"), gray = GoldenOps.Shared.Bytes("gray"), result = new byte[input.Length], one = new byte[gray.Length];
        ImageShape shape = GoldenOps.Shared.Shape("input_rgb"), single = GoldenOps.Shared.Shape("gray");
        EqualizeKernel.PerChannel(input, shape, result);
        Assert.Equal(GoldenOps.Shared.Bytes("equalize_per_channel"), result);
        EqualizeKernel.PerChannel(gray, single, one);
        Assert.Equal(GoldenOps.Shared.Bytes("equalize_gray"), one);
        ClaheKernel.Gray(gray, single, new ClaheOptions(4), one);
        Assert.Equal(GoldenOps.Shared.Bytes("clahe_gray_clip4_8x8"), one);
        ClaheKernel.Gray(gray, single, new ClaheOptions(2, 4, 4), one);
        Assert.Equal(GoldenOps.Shared.Bytes("clahe_gray_clip2_4x4"), one);
    }

    [Fact]
    public void StretchingReachesBothEnds()
    {
        byte[] input = [.. Enumerable.Range(60, 100).Select(i => (byte)i)], result = new byte[100];
        ContrastStretchKernel.Apply(input, new ImageShape(100, 1, 1), 0, 100, result);
        Assert.Equal((0, 255), (result[0], result[99]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ContrastStretchKernel.Apply(input, new ImageShape(100, 1, 1), 50, 50, result));
    }

    [Fact]
    public void WhitePatchMakesTheLightestWhite()
    {
        byte[] input = [100, 50, 200, 50, 25, 100], result = new byte[6];
        WhiteBalanceKernel.WhitePatch(input, new ImageShape(2, 1, 3), 100, result);
        Assert.Equal(new byte[] { 255, 255, 255, 128, 128, 128 }, result);
    }

    [Fact]
    public void GrayWorldOnGrayChangesNothing()
    {
        byte[] input = [.. Enumerable.Range(0, 300).Select(i => (byte)(i / 3))], result = new byte[300];
        WhiteBalanceKernel.GrayWorld(input, new ImageShape(10, 10, 3), 0.9, result);
        Assert.Equal(input, result);
    }

    private static double Number(string word) => double.Parse(word, System.Globalization.CultureInfo.InvariantCulture);
}
