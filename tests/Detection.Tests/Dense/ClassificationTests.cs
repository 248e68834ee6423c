namespace DeepRecipes.Detection.Tests;

public class ClassificationTests
{
    [Fact]
    public void SoftmaxSumsToOneAndDoesNotOverflow()
    {
        float[] logits = [1000, 1000 + MathF.Log(3), -1000];
        var result = new float[3];

        Classification.Softmax(logits, result);

        Assert.Equal([0.25, 0.75, 0], result.Select(p => Math.Round(p, 4)));
    }

    [Fact]
    public void TheBestClassesComeFirstAndOfEqualOnesTheLower()
    {
        var random = new Random(1);
        for (var n = 0; n < 40; n++)
        {
            var scores = Enumerable.Range(0, n).Select(_ => random.Next(6) / 10f).ToArray();
            for (var k = 0; k < 8; k++)
            {
                var best = new ClassScore[k];
                var count = Classification.TopK(scores, best);
                Assert.Equal(Enumerable.Range(0, n).OrderByDescending(c => scores[c]).Take(k).Select(c => new ClassScore(c, scores[c])), best[..count]);
            }
        }
    }

    [Fact]
    public void RefusesNothingAndNaN()
    {
        Assert.Contains("logits", Assert.Throws<ArgumentOutOfRangeException>(() => Classification.Softmax([], [])).Message, StringComparison.Ordinal);
        Assert.Contains("scores[1]", Assert.Throws<ArgumentException>(() => Classification.TopK([1, float.NaN], new ClassScore[1])).Message, StringComparison.Ordinal);
    }
}
