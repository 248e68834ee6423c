using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using DeepRecipes.Detection;
using DeepRecipes.Kernels;

namespace DeepRecipes.Benchmarks.Detection;

/// <summary>
/// A map of four classes over 8,000 x 8,000 pixels, predicted in overlapping tiles, blended, and reduced to a byte a pixel: how much memory it takes beyond the picture.
/// The network is a stand-in that costs next to nothing, so that what is measured is the tiling; a network's own memory for one tile comes on top.
/// </summary>
internal static class TiledMapCase
{
    private const int Side = 8000, Channels = 4, TileSide = 512, Overlap = 64;

    public static string Run()
    {
        var picture = new byte[Side * Side * 3];
        for (int i = 0; i < picture.Length; i++)
            picture[i] = (byte)((i / 3 % Side / 100 * (7 + (i % 3))) + (i / (3 * Side) / 100 * 13));
        long before = Environment.WorkingSet;
        var grid = new TileGrid(Side, Side, TileSide, TileSide, Overlap, Overlap);
        var crop = new byte[TileSide * TileSide * 3];
        var planes = new float[3 * TileSide * TileSide];
        var classes = new byte[Side * Side];
        var input = new NetworkInput { Fit = ResizeFit.Stretch };
        long rows = 0;
        long start = Stopwatch.GetTimestamp();
        TiledMap.Run(grid, Channels, TileWeighting.Gaussian, 1, Predict, (y, values) =>
        {
            rows++;
            for (int x = 0; x < Side; x++)
            {
                int best = 0;
                for (int c = 1; c < Channels; c++)
                {
                    if (values[(c * Side) + x] > values[(best * Side) + x])
                        best = c;
                }

                classes[(y * Side) + x] = (byte)best;
            }
        });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        using var process = Process.GetCurrentProcess();
        double beyond = (process.PeakWorkingSet64 - before) / 1e6;
        if (rows != Side || classes.Distinct().Count() < 2)
            throw new InvalidOperationException("The map is not whole.");
        GC.KeepAlive(picture);
        return string.Create(CultureInfo.InvariantCulture, $"| {Side:N0} x {Side:N0} map of {Channels} classes, tiles of {TileSide} that share {Overlap}, Gaussian weights | {grid.Count} tiles | {beyond:N0} MB beyond the picture | {seconds:F1} s |");

        void Predict(ReadOnlySpan<Tile> tiles, Span<float> predictions)
        {
            Tile tile = tiles[0];
            CropKernel.Apply(picture, new ImageShape(Side, Side, 3), new PixelRectangle(tile.Left, tile.Top, tile.Width, tile.Height), crop);
            _ = input.Write(crop, new ImageShape(TileSide, TileSide, 3), ChannelOrder.Rgb, new(TileSide, TileSide), planes);
            planes.CopyTo(predictions);
            TensorPrimitives.Subtract(planes.AsSpan(0, TileSide * TileSide), planes.AsSpan(TileSide * TileSide, TileSide * TileSide), predictions[planes.Length..]);
        }
    }
}
