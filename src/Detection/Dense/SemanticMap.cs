using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Semantic segmentation: the class of every pixel of the original picture.</summary>
public static class SemanticMap
{
    /// <summary>Brings the scores back to the original's pixels (bilinear, half-pixel centres, edges clamped) and takes each pixel's best class.</summary>
    /// <remarks>Scores are interpolated, not classes: so borders are smooth. Of equal scores the lower class wins. Memory grows with classes x the original's width, not with its height.</remarks>
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
        var cells = ArrayPool<int>.Shared.Rent(3 * width);
        var floats = ArrayPool<float>.Shared.Rent(checked(((2 * classes) + 2) * width));
        Span<int> left = cells.AsSpan(0, width), right = cells.AsSpan(width, width), best = cells.AsSpan(2 * width, width);
        Span<float> share = floats.AsSpan(0, width), height = floats.AsSpan(width, width);
        // Two rows of the scores at the original's width, the upper and the lower one of the row that is made; rows of the original mostly share them.
        Span<float> upper = floats.AsSpan(2 * width, classes * width), lower = floats.AsSpan((2 + classes) * width, classes * width);
        for (var x = 0; x < width; x++)
        {
            (left[x], share[x]) = Split((((x + 0.5f) * mapping.ScaleX) + mapping.OffsetX) * columns / mapping.Network.Width, columns);
            right[x] = Math.Min(left[x] + 1, columns - 1);
        }

        var (upperRow, lowerRow) = (-1, -1);
        for (var y = 0; y < mapping.OriginalHeight; y++)
        {
            var (top, down) = Split((((y + 0.5f) * mapping.ScaleY) + mapping.OffsetY) * rows / mapping.Network.Height, rows);
            var bottom = Math.Min(top + 1, rows - 1);
            if (top == lowerRow)
            {
                var spare = upper;
                upper = lower;
                lower = spare;
                (upperRow, lowerRow) = (lowerRow, upperRow);
            }

            if (upperRow != top)
                Widen(scores, upperRow = top, left, right, share, upper);
            if (lowerRow != bottom)
                Widen(scores, lowerRow = bottom, left, right, share, lower);
            BestOfRow(upper, lower, down, height, best);
            TensorPrimitives.ConvertTruncating<int, byte>(best, classIds.Slice(y * width, width));
        }

        ArrayPool<int>.Shared.Return(cells);
        ArrayPool<float>.Shared.Return(floats);
    }

    /// <summary>A row of each class's scores at the original's width.</summary>
    private static void Widen(TensorView scores, int row, ReadOnlySpan<int> left, ReadOnlySpan<int> right, ReadOnlySpan<float> share, Span<float> wide)
    {
        int rows = scores.Dimensions[2], columns = scores.Dimensions[3];
        for (var c = 0; c < scores.Dimensions[1]; c++)
        {
            var narrow = scores.Values.Slice(((c * rows) + row) * columns, columns);
            var to = wide.Slice(c * left.Length, left.Length);
            for (var x = 0; x < to.Length; x++)
                to[x] = narrow[left[x]] + ((narrow[right[x]] - narrow[left[x]]) * share[x]);
        }
    }

    /// <summary>Interpolates between the two rows and keeps the class whose score is the highest: a vector of pixels at once, all classes in turn.</summary>
    private static void BestOfRow(ReadOnlySpan<float> upper, ReadOnlySpan<float> lower, float down, Span<float> height, Span<int> best)
    {
        int width = best.Length, lanes = Vector<float>.Count;
        best.Clear();
        for (var c = 0; c * width < upper.Length; c++)
        {
            ReadOnlySpan<float> top = upper.Slice(c * width, width), bottom = lower.Slice(c * width, width);
            var x = 0;
            for (; x <= width - lanes; x += lanes)
            {
                var from = new Vector<float>(top[x..]);
                var score = from + ((new Vector<float>(bottom[x..]) - from) * down);
                var highest = new Vector<float>(height[x..]);
                var isBetter = c == 0 ? Vector<int>.AllBitsSet : Vector.GreaterThan(score, highest);
                Vector.ConditionalSelect(isBetter, score, highest).CopyTo(height[x..]);
                Vector.ConditionalSelect(isBetter, new Vector<int>(c), new Vector<int>(best[x..])).CopyTo(best[x..]);
            }

            for (; x < width; x++)
            {
                var score = top[x] + ((bottom[x] - top[x]) * down);
                if (c == 0 || score > height[x])
                    (height[x], best[x]) = (score, c);
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
