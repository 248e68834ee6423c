using System.Numerics.Tensors;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Embeddings (faces, images): vectors whose angle says how alike two things are.</summary>
public static class Embedding
{
    /// <summary>Scales a vector to length 1, in place. A vector of length 0 becomes NaN: it has no direction.</summary>
    /// <param name="vector">At least one value.</param>
    public static void Normalize(Span<float> vector)
    {
        Ensure.Positive(vector.Length, "vector.Length");
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm(vector), vector);
    }

    /// <summary>The cosine of the angle between two vectors: 1 the same direction, 0 none in common, -1 opposite; NaN where one has length 0.</summary>
    /// <param name="a">One vector; it need not have length 1.</param>
    /// <param name="b">As many values.</param>
    public static float CosineSimilarity(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Ensure.Positive(a.Length, "a.Length");
        Ensure.Length(b.Length, a.Length, nameof(b));
        return TensorPrimitives.CosineSimilarity(a, b);
    }
}
