using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Semantic segmentation: the class of every pixel of the original picture.</summary>
public static class SemanticMap
{
    /// <summary>Brings the scores back to the original's pixels (bilinear, half-pixel centres, edges clamped) and takes each pixel's best class.</summary>
    /// <remarks>Scores are interpolated, not classes: so borders are smooth. Of equal scores the lower class wins, and a NaN never does. Memory grows with classes x the original's width, not with its height.</remarks>
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
        var cells = ArrayPool<int>.Shared.Rent(2 * width);
        var floats = ArrayPool<float>.Shared.Rent(checked(((2 * classes) + 1) * width));
        Span<int> left = cells.AsSpan(0, width), right = cells.AsSpan(width, width);
        Span<float> share = floats.AsSpan(0, width);
        // Two rows of the scores at the original's width, the upper and the lower one of the row that is made; rows of the original mostly share them.
        Span<float> upper = floats.AsSpan(width, classes * width), lower = floats.AsSpan((1 + classes) * width, classes * width);
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
            BestOfRow(upper, lower, down, width, classIds.Slice(y * width, width));
        }

        ArrayPool<int>.Shared.Return(cells);
        ArrayPool<float>.Shared.Return(floats);
    }

    /// <summary>Brings a map of classes, which a network that takes the best class itself gives, back to the original's pixels: each takes the class of the cell it lies in.</summary>
    /// <param name="map">The network's output <c>[1, 1, rows, columns]</c>: class ids, whole numbers from 0 to 255.</param>
    /// <param name="mapping">How the original was brought to the network's input, over which the map lies.</param>
    /// <param name="classIds">Original width x height bytes: the classes, row by row.</param>
    /// <exception cref="ArgumentException">A shape or length does not fit, or a value is no class id.</exception>
    public static void Nearest(TensorView map, ResizeMapping mapping, Span<byte> classIds)
    {
        if (map.Dimensions.Length != 4 || map.Dimensions[0] != 1 || map.Dimensions[1] != 1 || map.Values.IsEmpty)
            throw new ArgumentException($"map must be [1, 1, rows, columns]; got {map}.", nameof(map));
        int width = mapping.OriginalWidth, rows = map.Dimensions[2], columns = map.Dimensions[3];
        Ensure.Length(classIds.Length, checked(width * mapping.OriginalHeight), nameof(classIds));
        for (var i = 0; i < map.Values.Length; i++)
        {
            if (map.Values[i] is not (>= 0 and <= 255) || map.Values[i] != (byte)map.Values[i])
                throw new ArgumentException($"map holds {map.Values[i]} at cell ({i % columns}, {i / columns}); class ids are whole numbers from 0 to 255.", nameof(map));
        }

        var cells = ArrayPool<int>.Shared.Rent(width);
        for (var x = 0; x < width; x++)
            cells[x] = Cell((((x + 0.5f) * mapping.ScaleX) + mapping.OffsetX) * columns / mapping.Network.Width, columns);
        for (var y = 0; y < mapping.OriginalHeight; y++)
        {
            var row = map.Values.Slice(Cell((((y + 0.5f) * mapping.ScaleY) + mapping.OffsetY) * rows / mapping.Network.Height, rows) * columns, columns);
            var to = classIds.Slice(y * width, width);
            for (var x = 0; x < to.Length; x++)
                to[x] = (byte)row[cells[x]];
        }

        ArrayPool<int>.Shared.Return(cells);
    }

    /// <summary>The cell that a place lies in.</summary>
    private static int Cell(float place, int cells) => Math.Clamp((int)MathF.Floor(place), 0, cells - 1);

    /// <summary>Tells apart one class and the rest, by a single plane of scores: 1 where the score, brought back to the original's pixels as in <see cref="ArgMax"/>, is above the threshold, else 0.</summary>
    /// <param name="scores">The network's output <c>[1, 1, rows, columns]</c>: logits or probabilities.</param>
    /// <param name="threshold">What a score must be above: 0 is usual for logits, 0.5 for probabilities.</param>
    /// <param name="mapping">How the original was brought to the network's input, over which the scores' grid lies.</param>
    /// <param name="classIds">Original width x height bytes: 0 or 1, row by row.</param>
    /// <exception cref="ArgumentException">A shape or length does not fit, or the threshold is not finite.</exception>
    public static void Above(TensorView scores, float threshold, ResizeMapping mapping, Span<byte> classIds)
    {
        Ensure.Finite(threshold);
        if (scores.Dimensions.Length != 4 || scores.Dimensions[1] != 1)
            throw new ArgumentException($"scores must be [1, 1, rows, columns]; got {scores}.", nameof(scores));
        // The rest is a class whose score is the threshold everywhere; of equal scores it wins.
        var planes = ArrayPool<float>.Shared.Rent(2 * scores.Values.Length);
        planes.AsSpan(0, scores.Values.Length).Fill(threshold);
        scores.Values.CopyTo(planes.AsSpan(scores.Values.Length));
        ArgMax(new(scores.Name, new[] { 1, 2, scores.Dimensions[2], scores.Dimensions[3] }, planes.AsMemory(0, 2 * scores.Values.Length)), mapping, classIds);
        ArrayPool<float>.Shared.Return(planes);
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

    /// <summary>Interpolates between the two rows and writes the class whose score is the highest: a few vectors of pixels at once, all classes in turn, the best so far in registers.</summary>
    private static void BestOfRow(ReadOnlySpan<float> upper, ReadOnlySpan<float> lower, float down, int width, Span<byte> classIds)
    {
        ref float top = ref MemoryMarshal.GetReference(upper), bottom = ref MemoryMarshal.GetReference(lower);
        int lanes = Vector<float>.Count, x = 0;
        Span<int> best = stackalloc int[4 * lanes];
        for (; x <= width - (4 * lanes); x += 4 * lanes)
        {
            var (score0, score1, score2, score3) = (First(ref top, ref bottom, x), First(ref top, ref bottom, x + lanes), First(ref top, ref bottom, x + (2 * lanes)), First(ref top, ref bottom, x + (3 * lanes)));
            Vector<int> best0 = default, best1 = default, best2 = default, best3 = default;
            var c = 1;
            for (var at = x + width; at < upper.Length; at += width, c++)
            {
                Take(Score(ref top, ref bottom, at), c, ref score0, ref best0);
                Take(Score(ref top, ref bottom, at + lanes), c, ref score1, ref best1);
                Take(Score(ref top, ref bottom, at + (2 * lanes)), c, ref score2, ref best2);
                Take(Score(ref top, ref bottom, at + (3 * lanes)), c, ref score3, ref best3);
            }

            best0.CopyTo(best);
            best1.CopyTo(best[lanes..]);
            best2.CopyTo(best[(2 * lanes)..]);
            best3.CopyTo(best[(3 * lanes)..]);
            TensorPrimitives.ConvertTruncating<int, byte>(best, classIds.Slice(x, 4 * lanes));
        }

        for (; x < width; x++)
        {
            var (highest, of) = (float.NegativeInfinity, 0);
            var c = 0;
            for (var at = x; at < upper.Length; at += width, c++)
            {
                var score = upper[at] + ((lower[at] - upper[at]) * down);
                if (score > highest)
                    (highest, of) = (score, c);
            }

            classIds[x] = (byte)of;
        }

        // A NaN would beat every class behind it.
        Vector<float> First(ref float top, ref float bottom, int at)
        {
            var score = Score(ref top, ref bottom, at);
            return Vector.ConditionalSelect(Vector.Equals(score, score), score, new(float.NegativeInfinity));
        }

        Vector<float> Score(ref float top, ref float bottom, int at)
        {
            var from = Vector.LoadUnsafe(ref top, (nuint)at);
            return from + ((Vector.LoadUnsafe(ref bottom, (nuint)at) - from) * down);
        }

        static void Take(Vector<float> score, int c, ref Vector<float> highest, ref Vector<int> best)
        {
            var isBetter = Vector.GreaterThan(score, highest);
            highest = Vector.ConditionalSelect(isBetter, score, highest);
            best = Vector.ConditionalSelect(isBetter, new Vector<int>(c), best);
        }
    }

    /// <summary>The cell left of (above) a place, and how far the place lies towards the next one.</summary>
    private static (int Cell, float Share) Split(float place, int cells)
    {
        var centre = Math.Clamp(place - 0.5f, 0, cells - 1);
        return ((int)centre, centre - (int)centre);
    }
}
