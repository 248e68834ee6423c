using System.Numerics;
using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

public abstract class LetterboxContract(bool planes, bool swap) : ImageKernelContract<float>
{
    private const int Width = 30, Height = 22;
    private static readonly ChannelNormalization Values = new(0.5f, 0.017f, 0.25f, 3f, -0.3f, 1f);

    protected override double Tolerance => 1e-3;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<float> destination)
    {
        var options = new LetterboxOptions(Values, swap, 114);
        LetterboxPlacement placement = shape.Width < 1 || shape.Height < 1 ? default : LetterboxPlacement.Fit(shape.Width, shape.Height, Width, Height);
        if (planes)
            LetterboxKernel.ToChw(source, shape, placement, options, destination);
        else
            LetterboxKernel.ToHwc(source, shape, placement, options, destination);
    }

    protected override float[] Oracle(byte[] source, ImageShape shape)
    {
        LetterboxPlacement p = LetterboxPlacement.Fit(shape.Width, shape.Height, Width, Height);
        double[] inner = BilinearOracle.Resize(source, shape, p.Width, p.Height);
        float[] scale = [Values.Scale0, Values.Scale1, Values.Scale2], offset = [Values.Offset0, Values.Offset1, Values.Offset2];
        int outputs = shape.Channels == 1 ? 1 : 3;
        var result = new float[Width * Height * outputs];
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                for (int c = 0; c < outputs; c++)
                {
                    bool inside = x >= p.Left && x < p.Left + p.Width && y >= p.Top && y < p.Top + p.Height;
                    int from = swap && outputs == 3 ? 2 - c : c;
                    double value = inside ? inner[((((y - p.Top) * p.Width) + x - p.Left) * shape.Channels) + from] : 114;
                    result[planes ? (((c * Height) + y) * Width) + x : (((y * Width) + x) * outputs) + c] = (float)((value * scale[c]) + offset[c]);
                }
            }
        }

        return result;
    }
}

public class LetterboxToChwContract() : LetterboxContract(true, false);

public class LetterboxToChwSwappedContract() : LetterboxContract(true, true);

public class LetterboxToHwcContract() : LetterboxContract(false, false);

public class LetterboxToHwcSwappedContract() : LetterboxContract(false, true);

/// <summary>For integers: rounded to a byte, then moved by whole numbers. The oracle rounds doubles, so that a half may fall to the other side.</summary>
public abstract class LetterboxIntegerContract<T>(bool planes, bool swap, float scale, float offset) : ImageKernelContract<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private const int Width = 30, Height = 22;

    protected override double Tolerance => Math.Abs(scale);

    protected override double Share => 0.02;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<T> destination)
    {
        var options = new LetterboxOptions(ChannelNormalization.Uniform(scale, offset), swap, 113.5f);
        LetterboxPlacement placement = shape.Width < 1 || shape.Height < 1 ? default : LetterboxPlacement.Fit(shape.Width, shape.Height, Width, Height);
        if (planes)
            LetterboxKernel.ToChw(source, shape, placement, options, destination);
        else
            LetterboxKernel.ToHwc(source, shape, placement, options, destination);
    }

    protected override T[] Oracle(byte[] source, ImageShape shape)
    {
        LetterboxPlacement p = LetterboxPlacement.Fit(shape.Width, shape.Height, Width, Height);
        double[] inner = BilinearOracle.Resize(source, shape, p.Width, p.Height);
        int outputs = shape.Channels == 1 ? 1 : 3;
        var result = new T[Width * Height * outputs];
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                for (int c = 0; c < outputs; c++)
                {
                    bool inside = x >= p.Left && x < p.Left + p.Width && y >= p.Top && y < p.Top + p.Height;
                    int from = swap && outputs == 3 ? 2 - c : c;
                    double value = inside ? inner[((((y - p.Top) * p.Width) + x - p.Left) * shape.Channels) + from] : 113.5;
                    result[planes ? (((c * Height) + y) * Width) + x : (((y * Width) + x) * outputs) + c] = T.CreateChecked((Math.Round(value, MidpointRounding.ToEven) * scale) + offset);
                }
            }
        }

        return result;
    }
}

public class LetterboxBytesToHwcContract() : LetterboxIntegerContract<byte>(planes: false, swap: false, 1, 0);

public class LetterboxBytesToChwSwappedContract() : LetterboxIntegerContract<byte>(planes: true, swap: true, -1, 255);

public class LetterboxSignedBytesToHwcSwappedContract() : LetterboxIntegerContract<sbyte>(planes: false, swap: true, 1, -128);

public class LetterboxIntegersToChwContract() : LetterboxIntegerContract<int>(planes: true, swap: false, 257, -70000);

public class LetterboxToBytesContract : ImageKernelContract<byte>
{
    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination)
    {
        LetterboxPlacement placement = shape.Width < 1 || shape.Height < 1 ? default : LetterboxPlacement.Fit(shape.Width, shape.Height, 30, 22, centered: false);
        byte[] fill = [9, 8, 7, 6];
        LetterboxKernel.ToBytes(source, shape, placement, fill.AsSpan(0, Math.Clamp(shape.Channels, 1, 4)), destination);
    }

    // The resize has its own tests; here it is only the frame.
    protected override byte[] Oracle(byte[] source, ImageShape shape)
    {
        LetterboxPlacement p = LetterboxPlacement.Fit(shape.Width, shape.Height, 30, 22, centered: false);
        var inner = new byte[p.Width * p.Height * shape.Channels];
        ResizeKernel.Bilinear(source, shape, p.Width, p.Height, inner);
        byte[] fill = [9, 8, 7, 6];
        var result = new byte[30 * 22 * shape.Channels];
        for (int i = 0; i < result.Length; i++)
        {
            int c = i % shape.Channels, x = i / shape.Channels % 30, y = i / shape.Channels / 30;
            result[i] = x < p.Width && y < p.Height ? inner[(((y * p.Width) + x) * shape.Channels) + c] : fill[c];
        }

        return result;
    }
}

public class LetterboxKernelTests
{
    [Theory]
    [InlineData(640, 480, 320, 320, 0, 40, 320, 240)]
    [InlineData(480, 640, 320, 320, 40, 0, 240, 320)]
    [InlineData(101, 50, 64, 64, 0, 16, 64, 32)]
    [InlineData(3, 1000, 64, 64, 31, 0, 1, 64)]
    [InlineData(10, 10, 64, 32, 16, 0, 32, 32)]
    public void TheWindowIsTheLargestThatFits(int sw, int sh, int tw, int th, int left, int top, int width, int height) =>
        Assert.Equal(new LetterboxPlacement(sw, sh, tw, th, left, top, width, height), LetterboxPlacement.Fit(sw, sh, tw, th));

    [Fact]
    public void WithoutEnlargingASmallImageKeepsItsSize() =>
        Assert.Equal(new LetterboxPlacement(10, 8, 64, 32, 27, 12, 10, 8), LetterboxPlacement.Fit(10, 8, 64, 32, enlarge: false));

    [Fact]
    public void PointsAndBoxesComeBack()
    {
        LetterboxPlacement p = LetterboxPlacement.Fit(641, 353, 256, 256);
        Assert.NotEqual(p.ScaleX, p.ScaleY);
        (double x, double y) = p.MapPoint(100, 50);
        Assert.Equal((100, 50), (Math.Round(p.UnmapPoint(x, y).X, 9), Math.Round(p.UnmapPoint(x, y).Y, 9)));
        Assert.Equal((x, y), p.ToAffine().Map(100, 50));
        Box box = p.Unmap(p.Map(new Box(3, 4, 600, 300)));
        Assert.Equal(3, box.X1, 1e-3);
        Assert.Equal(4, box.Y1, 1e-3);
        Assert.Equal(600, box.X2, 1e-3);
        Assert.Equal(300, box.Y2, 1e-3);
        Assert.Equal(new Box(p.Left, p.Top, p.Left + p.Width, p.Top + p.Height), p.Map(new Box(0, 0, 641, 353)));
    }

    [Fact]
    public void EachAxisHasItsOwnScale()
    {
        // The copy-paste slip: x scaled by the height's ratio.
        LetterboxPlacement p = LetterboxPlacement.Stretch(100, 50, 200, 400);
        Assert.Equal(new Box(20, 80, 40, 160), p.Map(new Box(10, 10, 20, 20)));
    }

    [Fact]
    public void EachChannelOfIntegersHasItsOwnScaleAndOffset()
    {
        var options = new LetterboxOptions(new ChannelNormalization(1, 2, 3, -4, 5, 600));
        var (pixels, planes) = (new int[6], new int[6]);
        LetterboxKernel.ToHwc<int>([10, 20, 30, 40, 50, 60], new ImageShape(2, 1, 3), LetterboxPlacement.Stretch(2, 1, 2, 1), options, pixels);
        LetterboxKernel.ToChw<int>([10, 20, 30, 40, 50, 60], new ImageShape(2, 1, 3), LetterboxPlacement.Stretch(2, 1, 2, 1), options, planes);
        Assert.Equal([6, 45, 690, 36, 105, 780], pixels);
        Assert.Equal([6, 36, 45, 105, 690, 780], planes);
    }

    [Fact]
    public void WhatIntegersDoNotHoldIsRefused()
    {
        Refused<byte>(ChannelNormalization.UnitInterval);
        Refused<byte>(ChannelNormalization.Uniform(1, -1));
        Refused<byte>(ChannelNormalization.Uniform(2, 0));
        Refused<sbyte>(ChannelNormalization.None);
        Refused<int>(ChannelNormalization.Uniform(1, 0.5f));
        Refused<int>(new(1, 1, 1, 0, 0, float.NaN));
        Refused<int>(ChannelNormalization.Uniform(1e8f, 0));

        static void Refused<T>(ChannelNormalization normalization)
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        {
            Assert.False(normalization.IsWhole<T>());
            ArgumentException error = Assert.Throws<ArgumentException>(() => LetterboxKernel.ToHwc(new byte[12], new ImageShape(2, 2, 3), LetterboxPlacement.Stretch(2, 2, 2, 2), new(normalization), new T[12]));
            Assert.Contains(typeof(T).Name, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void APlacementOfAnotherSizeIsRefused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            LetterboxKernel.ToChw(new byte[12], new ImageShape(2, 2, 3), LetterboxPlacement.Stretch(3, 2, 4, 4), default, new float[48]));
        Assert.Contains("3 x 2", error.Message, StringComparison.Ordinal);
    }
}
