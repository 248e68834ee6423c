using System.Buffers;
using System.Numerics.Tensors;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Semantic segmentation: the class of every pixel of the original picture.</summary>
public static class SemanticMap
{
    /// <summary>Brings the scores back to the original's pixels (bilinear, half-pixel centres, edges clamped) and takes each pixel's best class.</summary>
    /// <remarks>Scores are interpolated, not classes: so borders are smooth. Of equal scores the lower class wins. Memory grows with one row of the scores only.</remarks>
    /// <param name="scores">The network's output <c>[1, C, rows, columns]</c>, C from 1 to 256; logits or probabilities.</param>
    /// <param name="mapping">How the original was brought to the network's input, over which the scores' grid lies.</param>
    /// <param name="classIds">Original width x height bytes: the classes, row by row.</param>
    /// <exception cref="ArgumentException">A shape or length does not fit.</exception>
    public static void ArgMax(TensorView scores, ResizeMapping mapping, Span<byte> classIds)
    {
        if (scores.Dimensions.Length != 4 || scores.Dimensions[0] != 1 || scores.Dimensions[1] is < 1 or > 256 || scores.Values.IsEmpty)
            throw new ArgumentException($"scores must be [1, C, rows, columns] with C from 1 to 256; got {scores}.", nameof(scores));
        int width = mapping.OriginalWidth, classes = scores.Dimensions[1], rows = scores.Dimensions[2], columns = scores.Dimensions[3];
        Ensure.Length(classIds.Length, checked(width * mapping.OriginalHeight), nameof(classIds));
        var row = ArrayPool<float>.Shared.Rent(classes * columns);
        var left = ArrayPool<int>.Shared.Rent(width);
        var share = ArrayPool<float>.Shared.Rent(width);
        var best = ArrayPool<float>.Shared.Rent(width);
        for (var x = 0; x < width; x++)
            (left[x], share[x]) = Split((((x + 0.5f) * mapping.ScaleX) + mapping.OffsetX) * columns / mapping.Network.Width, columns);
        for (var y = 0; y < mapping.OriginalHeight; y++)
        {
            var (top, down) = Split((((y + 0.5f) * mapping.ScaleY) + mapping.OffsetY) * rows / mapping.Network.Height, rows);
            for (var c = 0; c < classes; c++)
            {
                var plane = scores.Values.Slice(c * rows * columns, rows * columns);
                var upper = plane.Slice(top * columns, columns);
                var lower = plane.Slice(Math.Min(top + 1, rows - 1) * columns, columns);
                TensorPrimitives.Lerp(upper, lower, down, row.AsSpan(c * columns, columns));
            }

            BestOfRow(row, columns, classes, left.AsSpan(0, width), share, best, classIds.Slice(y * width, width));
        }

        ArrayPool<float>.Shared.Return(row);
        ArrayPool<int>.Shared.Return(left);
        ArrayPool<float>.Shared.Return(share);
        ArrayPool<float>.Shared.Return(best);
    }

    private static void BestOfRow(
        ReadOnlySpan<float> row, int columns, int classes, ReadOnlySpan<int> left, ReadOnlySpan<float> share, Span<float> best, Span<byte> classIds)
    {
        for (var c = 0; c < classes; c++)
        {
            var scores = row.Slice(c * columns, columns);
            for (var x = 0; x < left.Length; x++)
            {
                var from = scores[left[x]];
                var score = from + ((scores[Math.Min(left[x] + 1, columns - 1)] - from) * share[x]);
                if (c == 0 || score > best[x])
                    (best[x], classIds[x]) = (score, (byte)c);
            }
        }
    }

    /// <summary>The cell left of (above) a place, and how far the place lies towards the next one.</summary>
    private static (int Cell, float Share) Split(float place, int cells)
    {
        var centre = Math.Clamp(place - 0.5f, 0, cells - 1);
        return ((int)centre, centre - (int)centre);
    }
}
