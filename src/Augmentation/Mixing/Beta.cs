namespace DeepRecipes.Augmentation;

/// <summary>The symmetric beta distribution that mixing draws its share from.</summary>
internal static class Beta
{
    /// <summary>Jöhnk's method where it accepts quickly (alpha up to 1), else the ratio of two gamma variables by Marsaglia and Tsang.</summary>
    public static double Draw(double alpha, Draws draws)
    {
        var random = draws.Stream();
        uint draw = 0;
        if (alpha > 1)
        {
            double a = Gamma(), b = Gamma();
            return a / (a + b);
        }
        while (true)
        {
            double u = Math.Log(1 - random.Uniform(draw++)) / alpha, v = Math.Log(1 - random.Uniform(draw++)) / alpha;
            // In logarithms, because powers of 1 / alpha underflow where alpha is small.
            var most = Math.Max(u, v);
            var sum = most + Math.Log(Math.Exp(u - most) + Math.Exp(v - most));
            if (sum <= 0)
                return Math.Exp(u - sum);
        }

        double Gamma()
        {
            double d = alpha - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
            while (true)
            {
                var x = random.Normal(draw++);
                var v = 1 + (c * x);
                v = v * v * v;
                if (v > 0 && Math.Log(1 - random.Uniform(draw++)) < (x * x / 2) + d - (d * v) + (d * Math.Log(v)))
                    return d * v;
            }
        }
    }
}
