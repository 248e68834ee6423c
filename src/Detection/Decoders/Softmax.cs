using System.Numerics.Tensors;

namespace DeepRecipes.Detection;

/// <summary>Softmax without overflow.</summary>
internal static class Softmax
{
    /// <summary>The largest logit, and the sum of all exponentials relative to it: a class's probability is exp(logit - top) / sum.</summary>
    public static (float Top, float Sum) Parts(ReadOnlySpan<float> logits)
    {
        var top = TensorPrimitives.Max(logits);
        var sum = 0f;
        foreach (var logit in logits)
            sum += MathF.Exp(logit - top);
        return (top, sum);
    }
}
