using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

public class LookupContract : ImageKernelContract<byte>
{
    private static readonly byte[] Table = Samples.Bytes(256, 3);

    protected override IReadOnlyList<int> Channels => [1, 2, 3, 4];

    protected override bool InPlace => true;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) => LookupKernel.Apply(source, shape, Table, destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape) =>
        [.. source.Select((v, i) => shape.Channels == 4 && i % 4 == 3 ? v : Table[v])];
}

public class LookupPerChannelContract : ImageKernelContract<byte>
{
    private static readonly byte[] Tables = Samples.Bytes(1024, 3);

    protected override IReadOnlyList<int> Channels => [1, 2, 3, 4];

    protected override bool InPlace => true;

    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<byte> destination) =>
        LookupKernel.ApplyPerChannel(source, shape, Tables.AsSpan(0, 256 * Math.Clamp(shape.Channels, 1, 4)), destination);

    protected override byte[] Oracle(byte[] source, ImageShape shape) =>
        [.. source.Select((v, i) => Tables[(256 * (i % shape.Channels)) + v])];
}

public class LookupKernelTests
{
    [Fact]
    public void AlphaStaysWhereThreeTablesAreGiven()
    {
        byte[] pixels = Samples.Bytes(400), tables = Samples.Bytes(768, 9);
        var result = new byte[400];
        LookupKernel.ApplyPerChannel(pixels, new ImageShape(10, 10, 4), tables, result);
        for (int i = 0; i < 400; i++)
            Assert.Equal(i % 4 == 3 ? pixels[i] : tables[(256 * (i % 4)) + pixels[i]], result[i]);
    }

    [Fact]
    public void AChainIsOneTable()
    {
        byte[] first = new byte[256], second = new byte[256], both = new byte[256], pixels = Samples.Bytes(300), step = new byte[300], two = new byte[300], one = new byte[300];
        GammaKernel.Table(1.7, 1, first);
        BrightnessContrastKernel.Table(1.3, -20, second);
        LookupKernel.Compose(first, second, both);
        var shape = new ImageShape(10, 10, 3);
        LookupKernel.Apply(pixels, shape, first, step);
        LookupKernel.Apply(step, shape, second, two);
        LookupKernel.Apply(pixels, shape, both, one);
        Assert.Equal(two, one);
    }

    [Theory]
    [MemberData(nameof(GoldenOps.Of), "posterize", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "solarize", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "invert", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "scaleabs", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "skgamma", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "sklog", MemberType = typeof(GoldenOps))]
    [MemberData(nameof(GoldenOps.Of), "skloginv", MemberType = typeof(GoldenOps))]
    public void EqualsItsTool(string name)
    {
        byte[] input = GoldenOps.Input(name, out ImageShape shape), result = new byte[shape.Length], table = new byte[256];
        switch (name.Split(' ')[1])
        {
            case "posterize": PosterizeKernel.Table(3, table); break;
            case "solarize": SolarizeKernel.Table(100, table); break;
            case "invert": InvertKernel.Table(table); break;
            case "scaleabs": BrightnessContrastKernel.Table(1.2, 20, table); break;
            case "skgamma": GammaKernel.Table(0.7, 1.1, table); break;
            case "sklog": LogKernel.TableSkImage(0.9, false, table); break;
            default: LogKernel.TableSkImage(1, true, table); break;
        }

        LookupKernel.Apply(input, shape, table, result);
        // scikit-image 0.19 truncates its gamma table; it rounds since 0.20, as here.
        bool truncated = name.EndsWith("skgamma", StringComparison.Ordinal);
        Samples.Close<byte>(GoldenOps.File.Bytes(name), result, truncated ? 1 : 0, truncated ? 1 : 0, name);
    }

    [Fact]
    public void EqualsTheSharedOracle()
    {
        byte[] input = GoldenOps.Shared.Bytes("input_rgb"), result = new byte[input.Length];
        ImageShape shape = GoldenOps.Shared.Shape("input_rgb");
        GammaKernel.Apply(input, shape, 1.5, 1, result);
        Assert.Equal(GoldenOps.Shared.Bytes("gamma1.5"), result);
        LogKernel.Apply(input, shape, LogKernel.FullRange, result);
        Assert.Equal(GoldenOps.Shared.Bytes("log"), result);
        BrightnessContrastKernel.Apply(input, shape, 1.2, 20, result);
        Assert.Equal(GoldenOps.Shared.Bytes("bc_1.2_20"), result);
    }

    [Fact]
    public void ValuesOutOfRangeAreRefused()
    {
        var table = new byte[256];
        Assert.Throws<ArgumentOutOfRangeException>(() => GammaKernel.Table(0, 1, table));
        Assert.Throws<ArgumentOutOfRangeException>(() => GammaKernel.Table(double.NaN, 1, table));
        Assert.Throws<ArgumentOutOfRangeException>(() => BrightnessContrastKernel.Table(double.PositiveInfinity, 1, table));
        Assert.Throws<ArgumentOutOfRangeException>(() => PosterizeKernel.Table(0, table));
        Assert.Throws<ArgumentOutOfRangeException>(() => PosterizeKernel.Table(9, table));
        Assert.Throws<ArgumentOutOfRangeException>(() => SolarizeKernel.Table(257, table));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogKernel.Table(-1, table));
        Assert.Throws<ArgumentException>(() => InvertKernel.Table(new byte[255]));
    }
}
