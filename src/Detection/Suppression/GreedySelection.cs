using System.Numerics;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>The greedy loop: each candidate, best first, stays unless a box that stayed overlaps it too much.</summary>
/// <remarks>
/// Only boxes that touch can overlap more than a threshold of at least 0, and boxes that touch share a cell of the grid. So a candidate is
/// compared only with those of its own cells, a vector's worth at a time.
/// </remarks>
internal static class GreedySelection<TOverlap>
    where TOverlap : struct, IBoxPairOperator
{
    public static int Run(ReadOnlySpan<Box> boxes, ReadOnlySpan<int> classIds, ReadOnlySpan<int> candidates, double threshold, int limit, Span<int> keep)
    {
        if (candidates.IsEmpty)
            return 0;
        using var grid = new BoxGrid(boxes, candidates);
        var limits = new Vector<float>(LargestFloatUpTo(threshold));
        var kept = 0;
        foreach (var i in candidates)
        {
            if (kept == limit)
                break;
            var classId = classIds.IsEmpty ? 0 : classIds[i];
            var cells = grid.CellsOf(boxes[i]);
            if (IsSuppressed(grid, cells, Broadcast(boxes[i]), new(classId), limits))
                continue;
            keep[kept++] = i;
            grid.Insert(cells, boxes[i], classId);
        }

        return kept;
    }

    private static bool IsSuppressed(BoxGrid grid, CellRange cells, in BoxLanes<VectorLanes, float> candidate, Vector<int> classId, Vector<float> threshold)
    {
        for (var row = cells.Top; row <= cells.Bottom; row++)
        {
            for (var column = cells.Left; column <= cells.Right; column++)
            {
                var (start, end) = grid.Segment(row, column);
                // The lanes after the last box hold boxes that touch nothing, so there is no remainder.
                for (var at = start; at < end; at += Vector<float>.Count)
                {
                    var over = Vector.GreaterThan(TOverlap.Invoke<VectorLanes, float>(candidate, grid.Load(at)).Value, threshold);
                    if (Vector.EqualsAny(Vector.BitwiseAnd(over, Vector.Equals(grid.LoadClasses(at), classId)), Vector<int>.AllBitsSet))
                        return true;
                }
            }
        }

        return false;
    }

    private static BoxLanes<VectorLanes, float> Broadcast(Box box) => new(box.X1, box.Y1, box.X2, box.Y2, BoxGrid.AreaOf(box), 0);

    // float overlap > double threshold, as torchvision compares, is float overlap > this float.
    private static float LargestFloatUpTo(double threshold)
    {
        var nearest = (float)threshold;
        return nearest > threshold ? MathF.BitDecrement(nearest) : nearest;
    }
}
