using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>Distances of every pixel to the boundary of a mask: positive outside, negative inside, 0 on the pixels inside that touch the outside.</summary>
public static class SignedDistanceMap
{
    /// <summary>The map of a mask (Euclidean distances between pixel centres, exact).</summary>
    /// <param name="mask">Row by row; any value but 0 is inside.</param>
    /// <param name="width">At least 1.</param>
    /// <param name="height">At least 1.</param>
    /// <returns>
    /// Outside the distance to the nearest pixel inside; inside 1 less the distance to the nearest pixel outside, as in the paper's code. All 0 for an empty
    /// mask, and for one that fills the image: there is no boundary to come near to.
    /// </returns>
    /// <exception cref="ArgumentException">There are not width times height pixels.</exception>
    public static double[] From(ReadOnlySpan<byte> mask, int width, int height)
    {
        Ensure.Positive(width);
        Ensure.Positive(height);
        Ensure.Length(mask.Length, checked(width * height), nameof(mask));
        var map = new double[mask.Length];
        int inside = 0;
        foreach (byte pixel in mask)
            inside += pixel != 0 ? 1 : 0;
        if (inside == 0 || inside == mask.Length)
            return map;
        double[] toInside = DistanceTransform.Squared(mask, width, height, wanted: true);
        double[] toOutside = DistanceTransform.Squared(mask, width, height, wanted: false);
        for (int i = 0; i < map.Length; i++)
            map[i] = mask[i] == 0 ? Math.Sqrt(toInside[i]) : 1 - Math.Sqrt(toOutside[i]);
        return map;
    }
}
