using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

public abstract class ColourContract : ImageKernelContract<byte>
{
    protected override IReadOnlyList<int> Channels => [3, 4];

    protected override bool InPlace => true;

    protected abstract (int A, int B, int C) Pixel(int r, int g, int b);

    protected override byte[] Oracle(byte[] source, ImageShape shape)
    {
        byte[] result = [.. source];
        for (int i = 0; i < source.Length; i += shape.Channels)
        {
            (int a, int b, int c) = Pixel(source[i], source[i + 1], source[i + 2]);
            (result[i], result[i + 1], result[i + 2]) = ((byte)Math.Clamp(a, 0, 255), (byte)Math.Clamp(b, 0, 255), (byte)Math.Clamp(c, 0, 255));
        }

        return result;
    }
}

public class GrayContract : ColourContract
{
    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => GrayKernel.Apply(source, shape, ChannelOrder.Rgb, destination);

    protected override (int A, int B, int C) Pixel(int r, int g, int b)
    {
        int grey = (int)Math.Floor((((r * 9798.0) + (g * 19235.0) + (b * 3735.0)) / 32768) + 0.5);
        return (grey, grey, grey);
    }
}

public class YCrCbContract : ColourContract
{
    protected override double Tolerance => 1;

    protected override double Share => 0.05;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => YCrCbKernel.FromColour(source, shape, ChannelOrder.Rgb, destination);

    protected override (int A, int B, int C) Pixel(int r, int g, int b)
    {
        double y = Math.Round((0.299 * r) + (0.587 * g) + (0.114 * b));
        return ((int)y, (int)Math.Round(((r - y) * 0.713) + 128), (int)Math.Round(((b - y) * 0.564) + 128)); // 14-bit weights differ at ties
    }
}

public class HsvShiftContract : ImageKernelContract<byte>
{
    protected override IReadOnlyList<int> Channels => [3, 4];

    protected override bool InPlace => true;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
        HsvKernel.Shifted(source, shape, ChannelOrder.Bgr, new HsvShift(-30, 10, -20), destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape)
    {
        byte[] hsv = [.. source];
        HsvKernel.FromColour(source, shape, ChannelOrder.Bgr, false, hsv);
        for (int i = 0; i < hsv.Length; i += shape.Channels)
            (hsv[i], hsv[i + 1], hsv[i + 2]) = ((byte)((hsv[i] + 150) % 180), (byte)Math.Min(hsv[i + 1] + 10, 255), (byte)Math.Max(hsv[i + 2] - 20, 0));
        var result = new byte[source.Length];
        HsvKernel.ToColour(hsv, shape, ChannelOrder.Bgr, false, result);
        return result;
    }
}

public class ColourKernelTests
{
    [Theory]
    [MemberData(nameof(GoldenOps.Of), "gray", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "bgrgray", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "hsv", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "hsvfull", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "ycrcb", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "ycrcbback", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "lab", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "labback", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "hsvback", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "hsvfullback", MemberType = typeof(GoldenOps))]
    public void EqualsOpenCv(string name)
    {
        byte[] input = GoldenOps.Input(name, out ImageShape shape);
        string op = name.Split(' ')[1];
        if (op.EndsWith("back", StringComparison.Ordinal))
            input = GoldenOps.File.Bytes(name[..^4] + "any");
        var result = new byte[GoldenOps.File.Shape(name).Length];
        switch (op)
        {
            case "gray": GrayKernel.ToGray(input, shape, ChannelOrder.Rgb, result); break;
            case "bgrgray": GrayKernel.ToGray(input, shape, ChannelOrder.Bgr, result); break;
            case "hsv": HsvKernel.FromColour(input, shape, ChannelOrder.Rgb, false, result); break;
            case "hsvfull": HsvKernel.FromColour(input, shape, ChannelOrder.Rgb, true, result); break;
            case "hsvback": HsvKernel.ToColour(input, shape, ChannelOrder.Rgb, false, result); break;
            case "hsvfullback": HsvKernel.ToColour(input, shape, ChannelOrder.Rgb, true, result); break;
            case "ycrcb": YCrCbKernel.FromColour(input, shape, ChannelOrder.Rgb, result); break;
            case "ycrcbback": YCrCbKernel.ToColour(input, shape, ChannelOrder.Rgb, result); break;
            case "lab": LabKernel.FromColour(input, shape, ChannelOrder.Rgb, result); break;
            default: LabKernel.ToColour(input, shape, ChannelOrder.Rgb, result); break;
        }

        // From HSV, OpenCV truncates wherever its vector loop runs (rows of 32 pixels and more here), and rounds elsewhere.
        bool truncated = op.StartsWith("hsv", StringComparison.Ordinal) && op.EndsWith("back", StringComparison.Ordinal) && shape.Width >= 32;
        Samples.Close<byte>(GoldenOps.File.Bytes(name), result, truncated ? 1 : 0, truncated ? 0.5 : 0, name);
    }

    [Fact]
    public void TheOrderOnlyNamesTheChannels()
    {
        var shape = new ImageShape(17, 3, 4);
        byte[] rgb = Samples.Bytes(shape.Length), bgr = [.. rgb], a = new byte[shape.Length], b = new byte[shape.Length];
        for (int i = 0; i < rgb.Length; i += 4)
            (bgr[i], bgr[i + 2]) = (rgb[i + 2], rgb[i]);
        YCrCbKernel.FromColour(rgb, shape, ChannelOrder.Rgb, a);
        YCrCbKernel.FromColour(bgr, shape, ChannelOrder.Bgr, b);
        Assert.Equal(a, b);
        LabKernel.FromColour(rgb, shape, ChannelOrder.Rgb, a);
        LabKernel.FromColour(bgr, shape, ChannelOrder.Bgr, b);
        Assert.Equal(a, b);
        HsvKernel.FromColour(rgb, shape, ChannelOrder.Rgb, false, a);
        HsvKernel.FromColour(bgr, shape, ChannelOrder.Bgr, false, b);
        Assert.Equal(a, b);
    }

    [Fact]
    public void GreyHasNoColours() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GrayKernel.ToGray(new byte[4], new ImageShape(2, 2, 1), ChannelOrder.Rgb, new byte[4]));
}
