using System.Numerics.Tensors;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>A class and its score.</summary>
/// <param name="ClassId">Counted from 0.</param>
/// <param name="Score">Its score.</param>
public readonly record struct ClassScore(int ClassId, float Score);

/// <summary>What the output of a classifier means.</summary>
public static class Classification
{
    /// <summary>Logits to probabilities that sum to 1, without overflow.</summary>
    /// <param name="logits">At least one; a NaN among them makes all probabilities NaN.</param>
    /// <param name="probabilities">As many; may be the same memory.</param>
    /// <exception cref="ArgumentException">There are no logits, or the lengths differ.</exception>
    public static void Softmax(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        Ensure.Positive(logits.Length, "logits.Length");
        Ensure.Length(probabilities.Length, logits.Length, nameof(probabilities));
        var top = TensorPrimitives.Max(logits);
        var sum = 0.0;
        for (var i = 0; i < logits.Length; i++)
        {
            probabilities[i] = MathF.Exp(logits[i] - top);
            sum += probabilities[i];
        }

        TensorPrimitives.Divide(probabilities, (float)sum, probabilities);
    }

    /// <summary>The classes with the highest scores, best first, of equal ones the lower class first.</summary>
    /// <param name="scores">One for each class; no NaN.</param>
    /// <param name="destination">Receives as many as it has room for.</param>
    /// <returns>How many were written: the room or the number of classes, whichever is less.</returns>
    /// <exception cref="ArgumentException">A score is NaN.</exception>
    public static int TopK(ReadOnlySpan<float> scores, Span<ClassScore> destination)
    {
        var count = 0;
        for (var c = 0; c < scores.Length; c++)
        {
            if (float.IsNaN(scores[c]))
                throw new ArgumentException($"scores[{c}] is NaN; scores must be numbers.", nameof(scores));
            // Insertion into the few best so far: k is small.
            var at = count;
            while (at > 0 && scores[c] > destination[at - 1].Score)
                at--;
            if (at == destination.Length)
                continue;
            count = Math.Min(count + 1, destination.Length);
            destination[at..(count - 1)].CopyTo(destination[(at + 1)..]);
            destination[at] = new(c, scores[c]);
        }

        return count;
    }
}
