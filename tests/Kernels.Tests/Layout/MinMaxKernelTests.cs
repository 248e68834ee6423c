using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

public class MinMaxPerChannelContract : ImageKernelContract<float>
{
    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<float> destination) => MinMaxKernel.ToChw(source, shape, perChannel: true, swapRedBlue: false, destination);

    protected override float[] Oracle(byte[] source, ImageShape shape)
    {
        var result = new List<float>();
        for (int c = 0; c < Math.Min(3, shape.Channels); c++)
        {
            byte[] plane = [.. source.Where((_, i) => i % shape.Channels == c)];
            decimal least = plane.Min(), range = plane.Max() - least;
            result.AddRange(plane.Select(v => range == 0 ? 0 : (float)((v - least) / range)));
        }

        return [.. result];
    }
}

public class MinMaxWholeContract : ImageKernelContract<float>
{
    protected override void Run(ReadOnlySpan<byte> source, ImageShape shape, Span<float> destination) => MinMaxKernel.ToHwc(source, shape, perChannel: false, swapRedBlue: true, destination);

    protected override float[] Oracle(byte[] source, ImageShape shape)
    {
        byte[][] pixels = [.. source.Chunk(shape.Channels).Select(pixel => pixel.Length == 1 ? pixel : new[] { pixel[2], pixel[1], pixel[0] })];
        decimal least = pixels.Min(pixel => pixel.Min()), range = pixels.Max(pixel => pixel.Max()) - least;
        return [.. pixels.SelectMany(pixel => pixel).Select(v => range == 0 ? 0 : (float)((v - least) / range))];
    }
}
