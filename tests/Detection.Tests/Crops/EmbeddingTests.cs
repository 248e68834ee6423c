namespace DeepRecipes.Detection.Tests;

public class EmbeddingTests
{
    [Fact]
    public void NormalizingGivesLengthOneAndTheSameDirection()
    {
        float[] vector = [3, 0, -4];

        Embedding.Normalize(vector);

        Assert.Equal([0.6f, 0, -0.8f], vector);
    }

    [Theory]
    [InlineData(new float[] { 1, 0 }, new float[] { 0, 7 }, 0)]
    [InlineData(new float[] { 1, 2 }, new float[] { 2, 4 }, 1)]
    [InlineData(new float[] { 1, 2 }, new float[] { -1, -2 }, -1)]
    [InlineData(new float[] { 0, 0 }, new float[] { 1, 2 }, float.NaN)]
    public void SimilarityIsTheCosine(float[] a, float[] b, float expected) => Assert.Equal(expected, Embedding.CosineSimilarity(a, b), 1e-6f);

    [Fact]
    public void AVectorWithoutLengthHasNoDirection()
    {
        float[] vector = [0, 0];

        Embedding.Normalize(vector);

        Assert.All(vector, v => Assert.True(float.IsNaN(v)));
    }
}
