using System.Buffers;

namespace DeepRecipes.Detection;

/// <summary>Indices by score, highest first; equal scores in the order in which they came.</summary>
internal static class ScoreOrder
{
    /// <summary>Writes the indices of all scores, or of those greater than a threshold, and returns how many.</summary>
    public static int Write(ReadOnlySpan<float> scores, float? threshold, Span<int> order)
    {
        // One key holds score and index, so that an unstable sort of plain numbers gives the stable order.
        var rented = ArrayPool<ulong>.Shared.Rent(scores.Length);
        var count = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (float.IsNaN(scores[i]))
            {
                ArrayPool<ulong>.Shared.Return(rented);
                throw new ArgumentException($"scores[{i}] is NaN; scores must be numbers.", nameof(scores));
            }

            if (threshold is null || scores[i] > threshold)
                rented[count++] = ((ulong)DescendingBits(scores[i]) << 32) | (uint)i;
        }

        var keys = rented.AsSpan(0, count);
        keys.Sort();
        for (var i = 0; i < count; i++)
            order[i] = (int)(uint)keys[i];
        ArrayPool<ulong>.Shared.Return(rented);
        return count;
    }

    /// <summary>Bits that sort, as unsigned numbers, like the floats in descending order. Adding 0 makes -0 the same as 0.</summary>
    private static uint DescendingBits(float score)
    {
        var bits = BitConverter.SingleToUInt32Bits(score + 0f);
        return (bits >> 31) == 0 ? ~(bits | 0x8000_0000) : bits;
    }
}
