using System.Numerics;
using System.Runtime.CompilerServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Finds the boxes of a grid that overlap another box at least so much.</summary>
/// <remarks>Only boxes that touch overlap more than 0, and those share a cell: so the least overlap must be greater than 0.</remarks>
internal static class GridSearch<TOverlap>
    where TOverlap : struct, IBoxPairOperator
{
    /// <summary>What <see cref="First"/> gives where there is none.</summary>
    public const int None = int.MaxValue;

    /// <param name="grid">The boxes.</param>
    /// <param name="box">The other box: the first one of the pairs.</param>
    /// <param name="least">The overlap that is enough.</param>
    /// <param name="after">Only owners greater than this count.</param>
    /// <param name="isOut">Owners that do not count, such as those of other classes.</param>
    /// <returns>The smallest owner that overlaps.</returns>
    public static int First<TOut>(in BoxGrid grid, Box box, float least, int after, in TOut isOut)
        where TOut : struct, IOwnerFilter, allows ref struct
    {
        var first = None;
        var cells = grid.CellsOf(box);
        for (var row = cells.Top; row <= cells.Bottom; row++)
        {
            for (var column = cells.Left; column <= cells.Right; column++)
            {
                var (start, end) = grid.Segment(row, column);
                for (var at = start; at < end; at += Vector<float>.Count)
                {
                    if (Touches(grid, box, least, after, at))
                        first = Math.Min(first, FirstOf(grid, box, least, after, at, end, isOut));
                }
            }
        }

        return first;
    }

    // On its own, as in the greedy selection: within its caller the formula would not be inlined.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Touches(in BoxGrid grid, Box box, float least, int after, int at) =>
        !Vector.EqualsAll(Joins(grid, box, least, after, at), Vector<int>.Zero);

    private static int FirstOf<TOut>(in BoxGrid grid, Box box, float least, int after, int at, int end, in TOut isOut)
        where TOut : struct, IOwnerFilter, allows ref struct
    {
        var (joins, first) = (Joins(grid, box, least, after, at), None);
        for (var lane = 0; lane < Vector<int>.Count && at + lane < end; lane++)
        {
            var owner = grid.Owner(at + lane);
            if (joins[lane] != 0 && owner < first && !isOut.IsOut(owner))
                first = owner;
        }

        return first;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> Joins(in BoxGrid grid, Box box, float least, int after, int at)
    {
        var candidate = new BoxLanes<VectorLanes, float>(box.X1, box.Y1, box.X2, box.Y2, BoxGrid.AreaOf(box), 0);
        return Vector.GreaterThanOrEqual(TOverlap.Invoke<VectorLanes, float>(candidate, grid.Load(at)).Value, new(least)) & Vector.GreaterThan(grid.Owners(at), new(after));
    }
}

/// <summary>Which owners of a grid's boxes a search passes over.</summary>
internal interface IOwnerFilter
{
    bool IsOut(int owner);
}
