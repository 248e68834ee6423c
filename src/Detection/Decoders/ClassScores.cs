using System.Numerics;
using System.Numerics.Tensors;

namespace DeepRecipes.Detection;

/// <summary>The best class of candidates. NaN wins over everything, so that a broken score is seen and counted.</summary>
internal static class ClassScores
{
    /// <summary>The best of one candidate's scores, side by side.</summary>
    public static int Best(ReadOnlySpan<float> scores) => TensorPrimitives.IndexOfMax(scores);

    /// <summary>The best of neighbouring candidates whose scores lie class by class: a row of all candidates for each class.</summary>
    /// <param name="scores">Classes x candidates.</param>
    /// <param name="candidates">Candidates in a row.</param>
    /// <param name="first">The first candidate looked at.</param>
    /// <param name="best">The best scores, one for each candidate looked at.</param>
    /// <param name="classIds">Their classes.</param>
    public static void BestByRows(ReadOnlySpan<float> scores, int candidates, int first, Span<float> best, Span<int> classIds)
    {
        scores.Slice(first, best.Length).CopyTo(best);
        classIds.Clear();
        for (var c = 1; c < scores.Length / candidates; c++)
        {
            var row = scores.Slice((c * candidates) + first, best.Length);
            var i = 0;
            for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                var value = new Vector<float>(row[i..]);
                var old = new Vector<float>(best[i..]);
                // Better is "not at most", so that NaN is better; an old NaN stays.
                var better = Vector.AndNot(Vector.Equals(old, old), Vector.LessThanOrEqual(value, old));
                Vector.ConditionalSelect(better, value, old).CopyTo(best[i..]);
                Vector.ConditionalSelect(better, new Vector<int>(c), new Vector<int>(classIds[i..])).CopyTo(classIds[i..]);
            }

            for (; i < row.Length; i++)
            {
                if (!(row[i] <= best[i]) && !float.IsNaN(best[i]))
                    (best[i], classIds[i]) = (row[i], c);
            }
        }
    }
}
