using System.Security.Cryptography;
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

public class LabContract : ColourContract
{
    private static readonly double[] Matrix = [0.412453, 0.357580, 0.180423, 0.212671, 0.715160, 0.072169, 0.019334, 0.119193, 0.950227];

    // The definition (CIE 1976, sRGB, D65) without tables; the tool's fixed point is near it.
    protected override double Tolerance => 2;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => LabKernel.FromColour(source, shape, ChannelOrder.Rgb, destination);

    protected override (int A, int B, int C) Pixel(int r, int g, int b) => Lab(r, g, b);

    internal static (int L, int A, int B) Lab(int r, int g, int b)
    {
        double[] linear = [Linear(r), Linear(g), Linear(b)];
        double x = Root(Row(0, linear) / 0.950456), y = Root(Row(3, linear)), z = Root(Row(6, linear) / 1.088754);
        return ((int)Math.Round(((116 * y) - 16) * 2.55), (int)Math.Round(500 * (x - y)) + 128, (int)Math.Round(200 * (y - z)) + 128);
    }

    private static double Linear(int level) => level <= 10 ? level / (255 * 12.92) : Math.Pow(((level / 255.0) + 0.055) / 1.055, 2.4);

    private static double Row(int at, double[] v) => (Matrix[at] * v[0]) + (Matrix[at + 1] * v[1]) + (Matrix[at + 2] * v[2]);

    private static double Root(double t) => t > 216.0 / 24389 ? Math.Cbrt(t) : ((t * 24389 / 27) + 16) / 116;
}

public class LabBackContract : ColourContract
{
    private static readonly double[] Matrix = [3.240479, -1.53715, -0.498535, -0.969256, 1.875991, 0.041556, 0.055648, -0.204043, 1.057311];

    protected override double Tolerance => 2;

    // Of colours that exist: outside sRGB a hair of difference in the linear light is many levels.
    protected override byte[] Input(ImageShape shape)
    {
        byte[] bytes = base.Input(shape);
        for (int i = 0; i < bytes.Length; i += shape.Channels)
        {
            (int l, int a, int b) = LabContract.Lab(bytes[i], bytes[i + 1], bytes[i + 2]);
            (bytes[i], bytes[i + 1], bytes[i + 2]) = ((byte)l, (byte)a, (byte)b);
        }

        return bytes;
    }

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => LabKernel.ToColour(source, shape, ChannelOrder.Rgb, destination);

    protected override (int A, int B, int C) Pixel(int r, int g, int b)
    {
        (int l, int a) = (r, g);
        double y = ((l / 2.55) + 16) / 116, x = y + ((a - 128) / 500.0), z = y - ((b - 128) / 200.0);
        double[] light = [Cube(x) * 0.950456, Cube(y), Cube(z) * 1.088754];
        return (Level(Row(0, light)), Level(Row(3, light)), Level(Row(6, light)));
    }

    private static double Cube(double root) => root > 6.0 / 29 ? root * root * root : ((116 * root) - 16) * 27 / 24389;

    private static double Row(int at, double[] v) => (Matrix[at] * v[0]) + (Matrix[at + 1] * v[1]) + (Matrix[at + 2] * v[2]);

    private static int Level(double linear) => (int)Math.Round(255 * (linear <= 0.0031308 ? linear * 12.92 : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055));
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

    // Every red and green, every fifth blue, and the same bytes as L, a, b: SHA-256 of what OpenCV 4.6.0 gives for
    //   a = np.stack(np.meshgrid(np.arange(0, 256, 5), np.arange(256), np.arange(256), indexing="ij")[::-1], -1).astype(np.uint8).reshape(52, 65536, 3)
    //   [hashlib.sha256(cv2.cvtColor(a, c)).hexdigest() for c in (cv2.COLOR_RGB2LAB, cv2.COLOR_LAB2RGB)]
    [Fact]
    public void LabOfMillionsOfColoursEqualsOpenCv()
    {
        var shape = new ImageShape(65536, 52, 3);
        byte[] all = new byte[shape.Length], result = new byte[shape.Length];
        for (int i = 0; i < all.Length; i += 3)
            (all[i], all[i + 1], all[i + 2]) = ((byte)(i / 3), (byte)(i / 3 / 256), (byte)(i / 3 / 65536 * 5));
        LabKernel.FromColour(all, shape, ChannelOrder.Rgb, result);
        Assert.Equal("fe502b5e15c7e6e1b89087032b1728797acfa63b1a26efb077e0d684589ae989", Convert.ToHexStringLower(SHA256.HashData(result)));
        LabKernel.ToColour(all, shape, ChannelOrder.Rgb, result);
        Assert.Equal("642f90b52d4d63b9f9fc6eda0b079f9915b548d3076b4df53522202fc94301e2", Convert.ToHexStringLower(SHA256.HashData(result)));
    }

    [Fact]
    public void GreyHasNoColours() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GrayKernel.ToGray(new byte[4], new ImageShape(2, 2, 1), ChannelOrder.Rgb, new byte[4]));
}
