using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

public abstract class NormalizeContract(bool swap, bool planes) : ImageKernelContract<float>
{
    private static readonly ChannelNormalization Values = new(0.5f, 0.017f, -2f, 3f, -0.3f, 100f);

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<float> destination)
    {
        if (planes)
            NormalizeKernel.ToChw(source, shape, Values, swap, destination);
        else
            NormalizeKernel.ToHwc(source, shape, Values, swap, destination);
    }

    protected override float[] Oracle(byte[] source, ImageShape shape)
    {
        float[] scale = [Values.Scale0, Values.Scale1, Values.Scale2], offset = [Values.Offset0, Values.Offset1, Values.Offset2];
        int outputs = shape.Channels == 1 ? 1 : 3, pixels = shape.Width * shape.Height;
        var result = new float[pixels * outputs];
        for (int i = 0; i < pixels; i++)
        {
            for (int c = 0; c < outputs; c++)
            {
                int from = swap && outputs == 3 ? 2 - c : c;
                float product = (float)(source[(i * shape.Channels) + from] * (double)scale[c]);
                result[planes ? (c * pixels) + i : (i * outputs) + c] = (float)((double)product + offset[c]);
            }
        }

        return result;
    }
}

public class NormalizeToChwContract() : NormalizeContract(false, true);

public class NormalizeToChwSwappedContract() : NormalizeContract(true, true);

public class NormalizeToHwcContract() : NormalizeContract(false, false);

public class NormalizeToHwcSwappedContract() : NormalizeContract(true, false);

public class NormalizeKernelTests
{
    [Fact]
    public void EqualsNumpy()
    {
        GoldenImages golden = GoldenImages.Load("images", "image_ops.json");
        ImageShape shape = golden.Shape("input_rgb");
        var planes = new float[shape.Length];
        NormalizeKernel.ToChw(golden.Bytes("input_rgb"), shape, ChannelNormalization.ImageNet, false, planes);
        Samples.Close<float>(golden.Floats("normalize_chw"), planes, 1e-6, 1, "ImageNet");
    }

    [Fact]
    public void ImageNetTakesRgbInZeroToOneFromBytes()
    {
        // The mistake: the statistics on 0..255 data, or on BGR. Pure red must land on its own channel's values.
        var planes = new float[3];
        NormalizeKernel.ToChw([255, 0, 0], new ImageShape(1, 1, 3), ChannelNormalization.ImageNet, false, planes);
        Samples.Close<float>([(1 - 0.485f) / 0.229f, -0.456f / 0.224f, -0.406f / 0.225f], planes, 1e-5, 1, "RGB");
        var fromBgra = new float[3];
        NormalizeKernel.ToChw([0, 0, 255, 255], new ImageShape(1, 1, 4), ChannelNormalization.ImageNet, true, fromBgra);
        Assert.Equal(planes, fromBgra);
    }

    [Fact]
    public void ThePresetsAreWhatTheySay()
    {
        var one = new float[1];
        NormalizeKernel.ToChw([255], new ImageShape(1, 1, 1), ChannelNormalization.UnitInterval, false, one);
        Assert.Equal(1f, one[0], 1e-6f);
        NormalizeKernel.ToChw([0], new ImageShape(1, 1, 1), ChannelNormalization.SignedUnit, false, one);
        Assert.Equal(-1f, one[0]);
        NormalizeKernel.ToChw([128], new ImageShape(1, 1, 1), ChannelNormalization.Centered(127, 128), false, one);
        Assert.Equal(1 / 128f, one[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => ChannelNormalization.Centered(127, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChannelNormalization.FromMeanDeviation(0, 0, double.NaN, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalizeKernel.ToChw(new byte[2], new ImageShape(1, 1, 2), ChannelNormalization.None, false, new float[2]));
    }
}
