namespace DeepRecipes.Kernels;

/// <summary>How a histogram of oriented gradients is taken.</summary>
/// <param name="Orientations">Bins over 0 to 180 degrees, 1 to 64.</param>
/// <param name="CellSize">Side of a cell in pixels, at least 1.</param>
/// <param name="BlockSize">Side of a block in cells, at least 1.</param>
public readonly record struct HistogramOfGradientsOptions(int Orientations = 9, int CellSize = 8, int BlockSize = 3)
{
    /// <summary>The usual choice: 9 orientations, cells of 8 x 8 pixels, blocks of 3 x 3 cells.</summary>
    public HistogramOfGradientsOptions()
        : this(9, 8, 3)
    {
    }

    /// <summary>How many features a picture of this size has.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The picture does not hold one block, or an option is out of its range.</exception>
    public int FeatureCount(int width, int height)
    {
        Ensure.InRange(Orientations, 1, 64);
        Ensure.Positive(CellSize);
        Ensure.Positive(BlockSize);
        Ensure.InRange(width, CellSize * BlockSize, 1 << 20);
        Ensure.InRange(height, CellSize * BlockSize, 1 << 20);
        var columns = (width / CellSize) - BlockSize + 1;
        var rows = (height / CellSize) - BlockSize + 1;
        return checked(columns * rows * BlockSize * BlockSize * Orientations);
    }
}

/// <summary>Histograms of oriented gradients (Dalal and Triggs, 2005), as scikit-image's <c>hog</c> takes them with block norm L2-Hys: hard bins, no interpolation.</summary>
public static class HistogramOfGradientsKernel
{
    private const double Epsilon = 1e-5;
    private const double Clip = 0.2;

    /// <summary>Writes the features of a grey picture: block rows, block columns, cell rows, cell columns, orientations.</summary>
    /// <param name="source">One float a pixel, any range.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="options">Bins, cells and blocks.</param>
    /// <param name="destination">Room for <see cref="HistogramOfGradientsOptions.FeatureCount"/> floats.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The picture does not hold one block, or an option is out of its range.</exception>
    public static void Compute(ReadOnlySpan<float> source, int width, int height, HistogramOfGradientsOptions options, Span<float> destination)
    {
        var features = options.FeatureCount(width, height);
        Ensure.Length(source.Length, checked(width * height), nameof(source));
        Ensure.Room(destination.Length, features, nameof(destination));
        var (columns, rows) = (width / options.CellSize, height / options.CellSize);
        using var pooled = new Pooled<double>(columns * rows * options.Orientations);
        var cells = pooled.Span;
        cells.Clear();
        Cells(source, width, columns, rows, options, height, cells);
        Blocks(cells, columns, rows, options, destination);
    }

    private static void Cells(ReadOnlySpan<float> source, int width, int columns, int rows, HistogramOfGradientsOptions options, int height, Span<double> cells)
    {
        var (size, bins) = (options.CellSize, options.Orientations);
        for (var y = 0; y < rows * size; y++)
        {
            for (var x = 0; x < columns * size; x++)
            {
                // Central differences; nothing is known beyond the border, so the gradient across it is 0.
                double dx = x == 0 || x == width - 1 ? 0 : source[(y * width) + x + 1] - source[(y * width) + x - 1];
                double dy = y == 0 || y == height - 1 ? 0 : source[((y + 1) * width) + x] - source[((y - 1) * width) + x];
                if (dx == 0 && dy == 0)
                    continue;
                var degrees = Math.Atan2(dy, dx) * (180 / Math.PI);
                if (degrees < 0)
                    degrees += 180;
                // 180 degrees is 0 again: a direction and its opposite are one orientation.
                var bin = degrees >= 180 ? 0 : Math.Min((int)(degrees * bins / 180), bins - 1);
                cells[((((y / size) * columns) + (x / size)) * bins) + bin] += Math.Sqrt((dx * dx) + (dy * dy)) / (size * size);
            }
        }
    }

    private static void Blocks(ReadOnlySpan<double> cells, int columns, int rows, HistogramOfGradientsOptions options, Span<float> destination)
    {
        var (block, bins) = (options.BlockSize, options.Orientations);
        var length = block * block * bins;
        using var pooled = new Pooled<double>(length);
        var values = pooled.Span;
        var at = 0;
        for (var row = 0; row + block <= rows; row++)
        {
            for (var column = 0; column + block <= columns; column++)
            {
                for (var i = 0; i < block; i++)
                    cells.Slice((((row + i) * columns) + column) * bins, block * bins).CopyTo(values[(i * block * bins)..]);
                Normalize(values);
                foreach (ref var value in values)
                    value = Math.Min(value, Clip);
                Normalize(values);
                for (var i = 0; i < length; i++)
                    destination[at++] = (float)values[i];
            }
        }
    }

    private static void Normalize(Span<double> values)
    {
        double sum = 0;
        foreach (var value in values)
            sum += value * value;
        var norm = Math.Sqrt(sum + (Epsilon * Epsilon));
        foreach (ref var value in values)
            value /= norm;
    }
}
