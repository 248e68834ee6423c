using System.Buffers;
using System.Numerics;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>A range of grid cells, both ends included; empty where <see cref="Right"/> is less than <see cref="Left"/>.</summary>
internal readonly record struct CellRange(int Left, int Top, int Right, int Bottom)
{
    public int Count => Right < Left || Bottom < Top ? 0 : (Right - Left + 1) * (Bottom - Top + 1);
}

/// <summary>Boxes by the grid cells that they touch, as structure of arrays, each cell's boxes side by side.</summary>
/// <remarks>
/// Room is reserved for every box in each of its cells beforehand, rounded up to whole vectors. The cells are about as large as the mean
/// box; where large boxes would take too much room, the grid is coarser. Memory is rented.
/// </remarks>
internal readonly ref struct BoxGrid
{
    private const int CellsPerBox = 12;

    private readonly float[] x1, y1, x2, y2, area;
    private readonly int[] starts, ends, owners;
    private readonly int columns, rows;
    private readonly double left, top, perWidth, perHeight;

    public BoxGrid(ReadOnlySpan<Box> boxes, ReadOnlySpan<int> members)
    {
        double right = double.NegativeInfinity, bottom = double.NegativeInfinity, width = 0, height = 0;
        left = top = double.PositiveInfinity;
        foreach (var i in members)
        {
            var box = boxes[i];
            if (!float.IsFinite(box.X1 + box.X2 + box.Y1 + box.Y2))
                throw new ArgumentException($"boxes[{i}] is {box}; its edges must be finite.", nameof(boxes));
            left = Math.Min(left, box.X1);
            top = Math.Min(top, box.Y1);
            right = Math.Max(right, box.X2);
            bottom = Math.Max(bottom, box.Y2);
            width += Math.Max(0, box.Width);
            height += Math.Max(0, box.Height);
        }

        var most = Math.Sqrt(members.Length);
        columns = Divisions(right - left, width / members.Length, most);
        rows = Divisions(bottom - top, height / members.Length, most);
        while (true)
        {
            perWidth = right > left ? columns / (right - left) : 0;
            perHeight = bottom > top ? rows / (bottom - top) : 0;
            if ((columns == 1 && rows == 1) || Touched(boxes, members) <= (long)members.Length * CellsPerBox)
                break;
            columns = (columns + 1) / 2;
            rows = (rows + 1) / 2;
        }

        starts = ArrayPool<int>.Shared.Rent((columns * rows) + 1);
        ends = ArrayPool<int>.Shared.Rent(columns * rows);
        var room = Reserve(boxes, members);
        x1 = ArrayPool<float>.Shared.Rent(room);
        y1 = ArrayPool<float>.Shared.Rent(room);
        x2 = ArrayPool<float>.Shared.Rent(room);
        y2 = ArrayPool<float>.Shared.Rent(room);
        area = ArrayPool<float>.Shared.Rent(room);
        owners = ArrayPool<int>.Shared.Rent(room);
        // Boxes from infinity to minus infinity touch nothing.
        x1.AsSpan(0, room).Fill(float.PositiveInfinity);
        y1.AsSpan(0, room).Fill(float.PositiveInfinity);
        x2.AsSpan(0, room).Fill(float.NegativeInfinity);
        y2.AsSpan(0, room).Fill(float.NegativeInfinity);
        area.AsSpan(0, room).Fill(1);
    }

    public CellRange CellsOf(Box box) =>
        box.X2 < box.X1 || box.Y2 < box.Y1
            ? new(0, 0, -1, -1)
            : new(Cell(box.X1 - left, perWidth, columns), Cell(box.Y1 - top, perHeight, rows), Cell(box.X2 - left, perWidth, columns), Cell(box.Y2 - top, perHeight, rows));

    /// <summary>Where a cell's boxes begin, and where they end.</summary>
    public (int Start, int End) Segment(int row, int column) => (starts[(row * columns) + column], ends[(row * columns) + column]);

    public BoxLanes<VectorLanes, float> Load(int at) => new(Lanes(x1, at), Lanes(y1, at), Lanes(x2, at), Lanes(y2, at), Lanes(area, at));

    /// <summary>Whose the boxes are.</summary>
    public Vector<int> Owners(int at) => new(owners, at);

    /// <inheritdoc cref="Owners"/>
    public int Owner(int at) => owners[at];

    public void Insert(CellRange cells, Box box, int owner)
    {
        for (var row = cells.Top; row <= cells.Bottom; row++)
        {
            for (var column = cells.Left; column <= cells.Right; column++)
            {
                var at = ends[(row * columns) + column]++;
                x1[at] = box.X1;
                y1[at] = box.Y1;
                x2[at] = box.X2;
                y2[at] = box.Y2;
                area[at] = AreaOf(box);
                owners[at] = owner;
            }
        }
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(x1);
        ArrayPool<float>.Shared.Return(y1);
        ArrayPool<float>.Shared.Return(x2);
        ArrayPool<float>.Shared.Return(y2);
        ArrayPool<float>.Shared.Return(area);
        ArrayPool<int>.Shared.Return(owners);
        ArrayPool<int>.Shared.Return(starts);
        ArrayPool<int>.Shared.Return(ends);
    }

    public static float AreaOf(Box box) => (box.X2 - box.X1) * (box.Y2 - box.Y1);

    private static VectorLanes Lanes(float[] values, int at) => new(new Vector<float>(values, at));

    private static int Divisions(double range, double mean, double most) =>
        range > 0 && mean > 0 ? (int)Math.Clamp(range / mean, 1, most) : 1;

    // Not decreasing in the coordinate, and that is all it needs: boxes with a point in common have its cell in common.
    private static int Cell(double distance, double perUnit, int count) => Math.Clamp((int)(distance * perUnit), 0, count - 1);

    private long Touched(ReadOnlySpan<Box> boxes, ReadOnlySpan<int> members)
    {
        long touched = 0;
        foreach (var i in members)
            touched += CellsOf(boxes[i]).Count;
        return touched;
    }

    private int Reserve(ReadOnlySpan<Box> boxes, ReadOnlySpan<int> members)
    {
        var counts = ends.AsSpan(0, columns * rows);
        counts.Clear();
        foreach (var i in members)
        {
            var cells = CellsOf(boxes[i]);
            for (var row = cells.Top; row <= cells.Bottom; row++)
            {
                for (var column = cells.Left; column <= cells.Right; column++)
                    counts[(row * columns) + column]++;
            }
        }

        var room = 0;
        for (var cell = 0; cell < counts.Length; cell++)
        {
            starts[cell] = room;
            room += (counts[cell] + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
            counts[cell] = starts[cell];
        }

        return room;
    }
}
