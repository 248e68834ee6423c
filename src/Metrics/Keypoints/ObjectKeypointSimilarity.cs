using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>OKS: how close a predicted set of keypoints comes to the true one, relative to the object's size (COCO's definition).</summary>
public static class ObjectKeypointSimilarity
{
    /// <summary>numpy's <c>spacing(1)</c>, which keeps an object without area from dividing by 0.</summary>
    private const double Spacing = 2.220446049250313e-16;

    /// <summary>The similarity of two sets of keypoints.</summary>
    /// <param name="detection">K triples (x, y, visibility) in pixels; the visibility is not read.</param>
    /// <param name="truth">K triples; only those with a visibility above 0 count.</param>
    /// <param name="area">The object's area in square pixels; not negative.</param>
    /// <param name="sigmas">K numbers above 0: the standard deviation of careful annotators, relative to the object's size.</param>
    /// <returns>0 to 1 (the same); NaN when no keypoint is labelled.</returns>
    /// <exception cref="ArgumentException">The numbers of keypoints differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The area is negative or a sigma not above 0.</exception>
    public static double Value(ReadOnlySpan<double> detection, ReadOnlySpan<double> truth, double area, ReadOnlySpan<double> sigmas)
    {
        Ensure.Length(detection.Length, 3 * sigmas.Length, nameof(detection));
        Ensure.Length(truth.Length, 3 * sigmas.Length, nameof(truth));
        Ensure.InRange(area, 0, double.MaxValue);
        var variances = new double[sigmas.Length];
        bool labelled = false;
        for (int i = 0; i < sigmas.Length; i++)
        {
            Ensure.Positive(sigmas[i], nameof(sigmas));
            variances[i] = sigmas[i] * 2 * (sigmas[i] * 2);
            labelled |= truth[(3 * i) + 2] > 0;
        }

        return labelled ? Compute(detection, truth, area, default, variances) : double.NaN;
    }

    /// <param name="detection">K triples.</param>
    /// <param name="truth">K triples.</param>
    /// <param name="area">The truth's area.</param>
    /// <param name="box">The truth's box; read only when nothing is labelled: then a keypoint's distance is the one to the box doubled about its centre.</param>
    /// <param name="variances">(2 sigma)^2 of each keypoint.</param>
    internal static double Compute(ReadOnlySpan<double> detection, ReadOnlySpan<double> truth, double area, ReadOnlySpan<double> box, ReadOnlySpan<double> variances)
    {
        Span<double> terms = variances.Length <= 256 ? stackalloc double[variances.Length] : new double[variances.Length];
        int labelled = 0;
        for (int i = 0; i < variances.Length; i++)
            labelled += truth[(3 * i) + 2] > 0 ? 1 : 0;
        int count = 0;
        for (int i = 0; i < variances.Length; i++)
        {
            if (labelled > 0 && !(truth[(3 * i) + 2] > 0))
                continue;
            (double dx, double dy) = labelled > 0
                ? (detection[3 * i] - truth[3 * i], detection[(3 * i) + 1] - truth[(3 * i) + 1])
                : (Outside(detection[3 * i], box[0], box[2]), Outside(detection[(3 * i) + 1], box[1], box[3]));
            terms[count++] = Math.Exp(-(((dx * dx) + (dy * dy)) / variances[i] / (area + Spacing) / 2));
        }

        return PairwiseSum.Of(terms[..count]) / count;
    }

    private static double Outside(double coordinate, double start, double size) =>
        Math.Max(0, start - size - coordinate) + Math.Max(0, coordinate - (start + (size * 2)));
}
