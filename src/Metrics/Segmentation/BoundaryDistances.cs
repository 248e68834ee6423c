using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>How far the boundaries of two masks lie from each other. A boundary pixel is one inside with a side neighbour outside (or the image's edge).</summary>
public sealed class BoundaryDistances
{
    private readonly double[] _toTruth;
    private readonly double[] _toPrediction;

    private BoundaryDistances(double[] toTruth, double[] toPrediction)
    {
        _toTruth = toTruth;
        _toPrediction = toPrediction;
        Array.Sort(_toTruth);
        Array.Sort(_toPrediction);
    }

    /// <summary>The distances between two masks' boundaries.</summary>
    /// <param name="prediction">Row by row; any value but 0 is inside.</param>
    /// <param name="truth">As many pixels.</param>
    /// <param name="width">At least 1.</param>
    /// <param name="height">At least 1.</param>
    /// <returns>For every boundary pixel of each the distance to the nearest of the other.</returns>
    /// <exception cref="ArgumentException">There are not width times height pixels.</exception>
    public static BoundaryDistances Between(ReadOnlySpan<byte> prediction, ReadOnlySpan<byte> truth, int width, int height)
    {
        Ensure.Positive(width);
        Ensure.Positive(height);
        Ensure.Length(prediction.Length, checked(width * height), nameof(prediction));
        Ensure.Length(truth.Length, prediction.Length, nameof(truth));
        byte[] predictionEdge = Edge(prediction, width, height);
        byte[] truthEdge = Edge(truth, width, height);
        return new(Distances(predictionEdge, truthEdge, width, height), Distances(truthEdge, predictionEdge, width, height));
    }

    /// <summary>The boundary F score: the harmonic mean of the shares of each boundary that lie within a tolerance of the other (Csurka et al., BMVC 2013).</summary>
    /// <param name="tolerance">Pixels; not negative.</param>
    /// <returns>0 to 1; 0 when one of the masks is empty, NaN when both are.</returns>
    public double FScore(double tolerance)
    {
        Ensure.InRange(tolerance, 0, double.MaxValue);
        if (_toTruth.Length == 0 && _toPrediction.Length == 0)
            return double.NaN;
        if (_toTruth.Length == 0 || _toPrediction.Length == 0)
            return 0;
        double precision = Array.FindAll(_toTruth, d => d <= tolerance).Length / (double)_toTruth.Length;
        double recall = Array.FindAll(_toPrediction, d => d <= tolerance).Length / (double)_toPrediction.Length;
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    /// <summary>The Hausdorff distance: the larger of both directions' largest (or, robustly, 95th percentile) distance.</summary>
    /// <param name="share">Above 0, at most 1; 1 for the classical distance, 0.95 for HD95. Between two distances it is interpolated linearly, as numpy does.</param>
    /// <returns>Pixels; NaN when a mask is empty.</returns>
    public double Hausdorff(double share = 1)
    {
        Ensure.InRange(share, double.Epsilon, 1);
        return _toTruth.Length == 0 || _toPrediction.Length == 0 ? double.NaN : Math.Max(Percentile(_toTruth, share), Percentile(_toPrediction, share));
    }

    private static double Percentile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    private static byte[] Edge(ReadOnlySpan<byte> mask, int width, int height)
    {
        var edge = new byte[mask.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int i = (y * width) + x;
                bool inner = x > 0 && x < width - 1 && y > 0 && y < height - 1
                    && mask[i - 1] != 0 && mask[i + 1] != 0 && mask[i - width] != 0 && mask[i + width] != 0;
                edge[i] = mask[i] != 0 && !inner ? (byte)1 : (byte)0;
            }
        }

        return edge;
    }

    private static double[] Distances(byte[] from, byte[] to, int width, int height)
    {
        double[] squared = DistanceTransform.Squared(to, width, height, wanted: true);
        return [.. Enumerable.Range(0, from.Length).Where(i => from[i] != 0).Select(i => Math.Sqrt(squared[i]))];
    }
}
