using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>The greedy loop: each candidate, best first, stays unless a box that stayed overlaps it too much.</summary>
/// <remarks>
/// Only boxes that touch can overlap more than a threshold of at least 0, and boxes that touch share a cell of the grid. So a candidate is
/// compared only with those of its own cells, a vector's worth at a time. Classes have nothing to do with each other: each has a grid of its own.
/// </remarks>
internal static class GreedySelection<TOverlap>
    where TOverlap : struct, IBoxPairOperator
{
    /// <param name="boxes">All boxes.</param>
    /// <param name="classIds">A class a box, or empty where all are of one.</param>
    /// <param name="candidates">Indices of boxes, best first.</param>
    /// <param name="threshold">A box is suppressed that overlaps more than this.</param>
    /// <param name="limit">At most so many stay.</param>
    /// <param name="keep">Receives the indices of those that stay, best first.</param>
    public static int Run(ReadOnlySpan<Box> boxes, ReadOnlySpan<int> classIds, ReadOnlySpan<int> candidates, double threshold, int limit, Span<int> keep)
    {
        if (classIds.IsEmpty)
        {
            var count = One(boxes, candidates, threshold, limit, keep);
            for (var i = 0; i < count; i++)
                keep[i] = candidates[keep[i]];
            return count;
        }

        var keys = ArrayPool<ulong>.Shared.Rent(candidates.Length);
        var stays = ArrayPool<bool>.Shared.Rent(candidates.Length);
        var members = ArrayPool<int>.Shared.Rent(candidates.Length);
        var byClass = keys.AsSpan(0, candidates.Length);
        for (var place = 0; place < byClass.Length; place++)
            byClass[place] = ((ulong)(uint)classIds[candidates[place]] << 32) | (uint)place;
        byClass.Sort();
        for (int first = 0, end; first < byClass.Length; first = end)
        {
            for (end = first; end < byClass.Length && byClass[end] >> 32 == byClass[first] >> 32; end++)
            {
                members[end] = candidates[(int)(uint)byClass[end]];
                stays[(int)(uint)byClass[end]] = false;
            }

            var count = One(boxes, members.AsSpan(first..end), threshold, limit, keep);
            foreach (var place in keep[..count])
                stays[(int)(uint)byClass[first + place]] = true;
        }

        var kept = 0;
        for (var place = 0; place < candidates.Length && kept < limit; place++)
        {
            if (stays[place])
                keep[kept++] = candidates[place];
        }

        ArrayPool<ulong>.Shared.Return(keys);
        ArrayPool<bool>.Shared.Return(stays);
        ArrayPool<int>.Shared.Return(members);
        return kept;
    }

    /// <summary>Writes the places of those among the members that stay.</summary>
    private static int One(ReadOnlySpan<Box> boxes, ReadOnlySpan<int> members, double threshold, int limit, Span<int> keep)
    {
        if (members.IsEmpty)
            return 0;
        using var grid = new BoxGrid(boxes, members);
        var limits = new Vector<float>(LargestFloatUpTo(threshold));
        var kept = 0;
        for (var place = 0; place < members.Length && kept < limit; place++)
        {
            var box = boxes[members[place]];
            var cells = grid.CellsOf(box);
            if (IsSuppressed(grid, cells, Broadcast(box), limits))
                continue;
            keep[kept++] = place;
            grid.Insert(cells, box, place);
        }

        return kept;
    }

    // On its own: within its caller the formula would no longer be inlined into the loop, which costs more than half the time.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsSuppressed(in BoxGrid grid, CellRange cells, in BoxLanes<VectorLanes, float> candidate, Vector<float> threshold)
    {
        for (var row = cells.Top; row <= cells.Bottom; row++)
        {
            for (var column = cells.Left; column <= cells.Right; column++)
            {
                var (start, end) = grid.Segment(row, column);
                // The lanes after the last box hold boxes that touch nothing, so there is no remainder.
                for (var at = start; at < end; at += Vector<float>.Count)
                {
                    if (Vector.GreaterThanAny(TOverlap.Invoke<VectorLanes, float>(candidate, grid.Load(at)).Value, threshold))
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
