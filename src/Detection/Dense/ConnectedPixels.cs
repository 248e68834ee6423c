using System.Buffers;

namespace DeepRecipes.Detection;

/// <summary>The components of a map's pixels above a threshold, connected along edges, in the order of their first pixel. NaN is above, so that it is seen. Memory is rented.</summary>
internal ref struct ConnectedPixels
{
    private readonly ReadOnlySpan<float> map;
    private readonly int columns, rows;
    private readonly float threshold;
    private readonly int[] stack, first, last;
    private readonly bool[] seen;
    private int next, top, bottom;

    public ConnectedPixels(ReadOnlySpan<float> map, int columns, int rows, float threshold)
    {
        this.map = map;
        this.columns = columns;
        this.rows = rows;
        this.threshold = threshold;
        stack = ArrayPool<int>.Shared.Rent(map.Length);
        seen = ArrayPool<bool>.Shared.Rent(map.Length);
        first = ArrayPool<int>.Shared.Rent(rows);
        last = ArrayPool<int>.Shared.Rent(rows);
        seen.AsSpan(0, map.Length).Clear();
    }

    /// <summary>The mean of the component's values.</summary>
    public float Mean { get; private set; }

    public bool MoveNext()
    {
        for (; next < map.Length; next++)
        {
            if (!seen[next] && !(map[next] <= threshold))
            {
                Fill(next);
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes the corners of the first and last pixel of each of the component's rows: all that its hull can touch. Room for 4 points a row of the map is needed.</summary>
    public readonly int WriteCorners(Span<PlanePoint> corners)
    {
        var count = 0;
        for (var y = top; y <= bottom; y++)
        {
            corners[count++] = new(first[y], y);
            corners[count++] = new(first[y], y + 1);
            corners[count++] = new(last[y] + 1, y);
            corners[count++] = new(last[y] + 1, y + 1);
        }

        return count;
    }

    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(stack);
        ArrayPool<bool>.Shared.Return(seen);
        ArrayPool<int>.Shared.Return(first);
        ArrayPool<int>.Shared.Return(last);
    }

    private void Fill(int start)
    {
        // The first pixel found is in the component's top row.
        top = bottom = start / columns;
        (first[top], last[top]) = (columns, -1);
        var (depth, count, sum) = (0, 0, 0.0);
        Push(start, ref depth);
        while (depth > 0)
        {
            var at = stack[--depth];
            int x = at % columns, y = at / columns;
            while (y > bottom)
            {
                bottom++;
                (first[bottom], last[bottom]) = (columns, -1);
            }

            (first[y], last[y]) = (Math.Min(first[y], x), Math.Max(last[y], x));
            sum += map[at];
            count++;
            if (x > 0)
                Push(at - 1, ref depth);
            if (x < columns - 1)
                Push(at + 1, ref depth);
            if (y > 0)
                Push(at - columns, ref depth);
            if (y < rows - 1)
                Push(at + columns, ref depth);
        }

        Mean = (float)(sum / count);
    }

    private readonly void Push(int at, ref int depth)
    {
        if (seen[at] || map[at] <= threshold)
            return;
        seen[at] = true;
        stack[depth++] = at;
    }
}
