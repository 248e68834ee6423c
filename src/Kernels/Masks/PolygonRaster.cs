using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>
/// A polygon to runs, giving the very pixels pycocotools gives: the outline is drawn on a grid five times as fine, and where it crosses the middle of a
/// pixel's column, the column changes between outside and inside at the next pixel whose centre lies below.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct PolygonRaster
{
    private const double Scale = 5;

    private readonly int _height;
    private readonly int _width;
    private readonly List<uint> _changes = [];
    private int _lastX;
    private int _lastY;
    private bool _begun;

    private PolygonRaster(int height, int width)
    {
        _height = height;
        _width = width;
    }

    public static uint[] Counts(ReadOnlySpan<double> polygon, int height, int width)
    {
        var raster = new PolygonRaster(height, width);
        for (int i = 0; i < polygon.Length; i += 2)
        {
            int next = i + 2 == polygon.Length ? 0 : i + 2;
            raster.Edge(Fine(polygon[i]), Fine(polygon[i + 1]), Fine(polygon[next]), Fine(polygon[next + 1]));
        }

        return Runs(raster._changes, (uint)height * (uint)width);
    }

    private static int Fine(double coordinate) => (int)((Scale * coordinate) + 0.5);

    /// <summary>Every point of the fine grid along an edge, one a step of its longer side, from its beginning to its end.</summary>
    private void Edge(int x1, int y1, int x2, int y2)
    {
        int dx = Math.Abs(x2 - x1);
        int dy = Math.Abs(y2 - y1);
        bool wide = dx >= dy;
        // Points are always reckoned from the smaller coordinate, so that an edge has the same points in both directions.
        bool flip = wide ? x1 > x2 : y1 > y2;
        (int startX, int startY, int endX, int endY) = flip ? (x2, y2, x1, y1) : (x1, y1, x2, y2);
        int steps = wide ? dx : dy;
        double slope = steps == 0 ? 0 : (double)(wide ? endY - startY : endX - startX) / steps;
        for (int i = 0; i <= steps; i++)
        {
            int t = flip ? steps - i : i;
            int across = (int)((wide ? startY : startX) + (slope * t) + 0.5);
            if (wide)
                Point(startX + t, across);
            else
                Point(across, startY + t);
        }
    }

    private void Point(int x, int y)
    {
        if (_begun && x != _lastX)
            Cross(x, y);
        (_lastX, _lastY, _begun) = (x, y, true);
    }

    private readonly void Cross(int x, int y)
    {
        double column = ((x < _lastX ? x : x - 1) + 0.5) / Scale - 0.5;
        if (Math.Floor(column) != column || column < 0 || column > _width - 1)
            return;
        double row = Math.Ceiling(Math.Clamp((Math.Min(y, _lastY) + 0.5) / Scale - 0.5, 0, _height));
        _changes.Add((uint)(((int)column * _height) + (int)row));
    }

    private static uint[] Runs(List<uint> changes, uint pixels)
    {
        changes.Add(pixels);
        changes.Sort();
        var counts = new List<uint>(changes.Count);
        uint previous = 0;
        // Two changes at one place undo each other: the run goes on as if neither were there.
        bool join = false;
        for (int i = 0; i < changes.Count; i++)
        {
            uint length = changes[i] - previous;
            previous = changes[i];
            if (join)
            {
                counts[^1] += length;
                join = false;
            }
            else if (length > 0 || i == 0)
            {
                counts.Add(length);
            }
            else
            {
                join = true;
            }
        }

        return [.. counts];
    }
}
