namespace DeepRecipes.Detection;

/// <summary>The weights along one side of a tile; a pixel's weight is the product of its column's and its row's. All are greater than 0, so that every pixel is covered.</summary>
internal static class TileWeights
{
    private const double SigmaScale = 0.125;
    private const double Least = 1e-3;

    public static float[] Along(int length, TileWeighting weighting)
    {
        var weights = new float[length];
        for (var i = 0; i < length; i++)
        {
            weights[i] = weighting switch
            {
                TileWeighting.Linear => Math.Min(i + 1, length - i),
                TileWeighting.Gaussian => (float)Math.Max(Least, Bell((i - ((length - 1) / 2.0)) / (SigmaScale * length))),
                _ => 1,
            };
        }

        return weights;
    }

    private static double Bell(double sigmas) => Math.Exp(-0.5 * sigmas * sigmas);
}
