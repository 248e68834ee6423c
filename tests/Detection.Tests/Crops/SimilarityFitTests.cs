using DeepRecipes.Kernels;

namespace DeepRecipes.Detection.Tests;

public class SimilarityFitTests
{
    [Fact]
    public void FindsTheTurnScaleAndShiftThatWasMade()
    {
        var random = new Random(8);
        for (var n = 0; n < 50; n++)
        {
            var made = AffineTransform.Rotation(random.Next(100), random.Next(100), random.Next(360), 0.1 + (3 * random.NextDouble()));
            var from = Enumerable.Range(0, 10).Select(_ => random.NextSingle() * 200).ToArray();
            var to = new float[10];
            for (var i = 0; i < 10; i += 2)
                (to[i], to[i + 1]) = ((float)((made.A * from[i]) + (made.B * from[i + 1]) + made.C), (float)((made.D * from[i]) + (made.E * from[i + 1]) + made.F));

            var fit = SimilarityFit.Estimate(from, to);

            Assert.Equal(made.A, fit.A, 1e-4);
            Assert.Equal(made.B, fit.B, 1e-4);
            Assert.Equal(made.C, fit.C, 0.01);
            Assert.Equal(made.D, fit.D, 1e-4);
            Assert.Equal(made.F, fit.F, 0.01);
        }
    }

    [Fact]
    public void NoNeighbouringTransformFitsBetter()
    {
        float[] from = [10, 10, 60, 12, 33, 40, 15, 70, 55, 66];
        var best = SimilarityFit.Estimate(from, SimilarityFit.ArcFace112);
        var error = Error(best.A, best.D, best.C, best.F);

        foreach (var (a, b, x, y) in new (double, double, double, double)[] { (0.01, 0, 0, 0), (-0.01, 0, 0, 0), (0, 0.01, 0, 0), (0, -0.01, 0, 0), (0, 0, 0.1, 0), (0, 0, -0.1, 0), (0, 0, 0, 0.1), (0, 0, 0, -0.1) })
            Assert.True(Error(best.A + a, best.D + b, best.C + x, best.F + y) > error);

        double Error(double a, double b, double x, double y)
        {
            var sum = 0.0;
            for (var i = 0; i < from.Length; i += 2)
                sum += Math.Pow((a * from[i]) - (b * from[i + 1]) + x - SimilarityFit.ArcFace112[i], 2) + Math.Pow((b * from[i]) + (a * from[i + 1]) + y - SimilarityFit.ArcFace112[i + 1], 2);
            return sum;
        }
    }

    [Fact]
    public void RefusesPointsThatSayNothing()
    {
        _ = Assert.Throws<ArgumentException>(() => SimilarityFit.Estimate([1, 2], [1, 2]));
        Assert.Contains("all the same", Assert.Throws<ArgumentException>(() => SimilarityFit.Estimate([1, 2, 1, 2], [1, 2, 3, 4])).Message, StringComparison.Ordinal);
        Assert.Contains("finite", Assert.Throws<ArgumentException>(() => SimilarityFit.Estimate([1, 2, 5, 2], [1, float.NaN, 3, 4])).Message, StringComparison.Ordinal);
    }
}
