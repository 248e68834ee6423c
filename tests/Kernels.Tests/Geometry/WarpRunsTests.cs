using DeepRecipes.Contracts;

namespace DeepRecipes.Kernels.Tests;

/// <summary>
/// A row of a warp is done in runs: inside the picture, beyond it, along its edges. The oracle knows of none of them and looks every tap up on its own, at places that are exact in 1/32 pixel,
/// so that every byte must be equal.
/// </summary>
public class WarpRunsTests
{
    private static readonly (int Width, int Height)[] Sources = [(1, 1), (1, 7), (2, 2), (7, 3), (9, 9), (40, 31), (300, 5)];

    [Theory]
    [InlineData(WarpInterpolation.Nearest, BorderMode.Constant)]
    [InlineData(WarpInterpolation.Nearest, BorderMode.Replicate)]
    [InlineData(WarpInterpolation.Nearest, BorderMode.Reflect101)]
    [InlineData(WarpInterpolation.Bilinear, BorderMode.Constant)]
    [InlineData(WarpInterpolation.Bilinear, BorderMode.Replicate)]
    [InlineData(WarpInterpolation.Bilinear, BorderMode.Reflect101)]
    public void AWarpIsItsTapsOneByOne(WarpInterpolation interpolation, BorderMode mode)
    {
        var random = new Random(5);
        foreach ((int width, int height) in Sources)
        {
            for (int channels = 1; channels <= 4; channels++)
            {
                var shape = new ImageShape(width, height, channels);
                byte[] source = Samples.Bytes(shape.Length);
                var options = new WarpOptions(331, 6, interpolation, new Border(mode, 10, 20, 30, 40));
                (float[] x, float[] y) = Places(shape, options, random);
                using var guarded = new GuardedBuffer<byte>(source, guardStart: false);
                using var result = new GuardedBuffer<byte>(331 * 6 * channels, guardStart: false);
                RemapKernel.Apply(guarded.Span, shape, x, y, options, result.Span);
                Samples.Close<byte>(Oracle(source, shape, x, y, options), result.Span, 0, 0, $"{width} x {height} x {channels}");
            }
        }
    }

    // Lines through the picture and past it on both sides, one that stays inside, one far away, and places without any order.
    private static (float[] X, float[] Y) Places(ImageShape shape, WarpOptions options, Random random)
    {
        float[] x = new float[options.Width * options.Height], y = new float[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            int row = i / options.Width;
            double along = (double)(i % options.Width) / options.Width;
            (double px, double py) = row switch
            {
                0 => ((along * 2 * shape.Width) - (shape.Width * .5), along * (shape.Height - 1)),
                1 => (shape.Width * (1.6 - (along * 2)), (along * 1.4 * shape.Height) - 2),
                2 => (along * (shape.Width - 1), (1 - along) * (shape.Height - 1)),
                3 => (5 * shape.Width * (along - .5), 7 * shape.Height * (.5 - along)),
                4 => (-1 + (along * 1.5), -1.5 + (along * 2)),
                _ => (random.NextDouble() * 3 * shape.Width - shape.Width, random.NextDouble() * 3 * shape.Height - shape.Height),
            };
            double unit = options.Interpolation == WarpInterpolation.Nearest ? 1 : 32;
            (x[i], y[i]) = ((float)(Math.Floor(px * unit) / unit), (float)(Math.Floor(py * unit) / unit));
        }

        return (x, y);
    }

    private static byte[] Oracle(byte[] source, ImageShape shape, float[] xs, float[] ys, WarpOptions options)
    {
        var result = new byte[xs.Length * shape.Channels];
        for (int i = 0; i < result.Length; i++)
        {
            int pixel = i / shape.Channels, c = i % shape.Channels;
            int x = (int)Math.Floor(xs[pixel]), y = (int)Math.Floor(ys[pixel]);
            int fx = (int)((xs[pixel] - x) * 32), fy = (int)((ys[pixel] - y) * 32), sum = 512;
            sum += Tap(x, y) * (32 - fx) * (32 - fy);
            sum += Tap(x + 1, y) * fx * (32 - fy);
            sum += Tap(x, y + 1) * (32 - fx) * fy;
            sum += Tap(x + 1, y + 1) * fx * fy;
            result[i] = (byte)(sum / 1024);

            int Tap(int column, int line)
            {
                bool inside = column >= 0 && line >= 0 && column < shape.Width && line < shape.Height;
                if (!inside && options.Border.Mode == BorderMode.Constant)
                    return 10 * (c + 1);
                return source[(((Wrap(line, shape.Height) * shape.Width) + Wrap(column, shape.Width)) * shape.Channels) + c];
            }
        }

        return result;

        int Wrap(int at, int length)
        {
            if (length == 1 || options.Border.Mode == BorderMode.Replicate)
                return Math.Clamp(at, 0, length - 1);
            while (at < 0 || at >= length)
                at = at < 0 ? -at : (2 * (length - 1)) - at;
            return at;
        }
    }
}
