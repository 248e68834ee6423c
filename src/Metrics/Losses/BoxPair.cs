using System.Runtime.InteropServices;

namespace DeepRecipes.Metrics;

/// <summary>Two boxes with what all overlap losses are made of, and its slopes for the edges x1, y1, x2, y2 (0 to 3) of the first.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct BoxPair
{
    private readonly ReadOnlySpan<double> _first;
    private readonly ReadOnlySpan<double> _second;
    private readonly double _innerWidth;
    private readonly double _innerHeight;
    private readonly bool _meet;

    public BoxPair(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        _first = first;
        _second = second;
        _innerWidth = Math.Min(first[2], second[2]) - Math.Max(first[0], second[0]);
        _innerHeight = Math.Min(first[3], second[3]) - Math.Max(first[1], second[1]);
        _meet = _innerWidth > 0 && _innerHeight > 0;
        Intersection = _meet ? _innerWidth * _innerHeight : 0;
        Width = first[2] - first[0];
        Height = first[3] - first[1];
        OtherWidth = second[2] - second[0];
        OtherHeight = second[3] - second[1];
        Union = (Width * Height) + (OtherWidth * OtherHeight) - Intersection;
        HullWidth = Math.Max(first[2], second[2]) - Math.Min(first[0], second[0]);
        HullHeight = Math.Max(first[3], second[3]) - Math.Min(first[1], second[1]);
        CenterX = ((first[0] + first[2]) / 2) - ((second[0] + second[2]) / 2);
        CenterY = ((first[1] + first[3]) / 2) - ((second[1] + second[3]) / 2);
    }

    public double Width { get; }

    public double Height { get; }

    public double OtherWidth { get; }

    public double OtherHeight { get; }

    public double Intersection { get; }

    public double Union { get; }

    public double HullWidth { get; }

    public double HullHeight { get; }

    /// <summary>The first centre less the second.</summary>
    public double CenterX { get; }

    public double CenterY { get; }

    public double IntersectionSlope(int edge)
    {
        if (!_meet)
            return 0;
        double across = edge % 2 == 0 ? _innerHeight : _innerWidth;
        // The intersection begins at the later and ends at the earlier of two edges.
        return edge < 2 ? -across * Share(_first[edge], _second[edge]) : across * Share(_second[edge], _first[edge]);
    }

    public double UnionSlope(int edge)
    {
        double across = edge % 2 == 0 ? Height : Width;
        return (edge < 2 ? -across : across) - IntersectionSlope(edge);
    }

    /// <summary>Of the hull's width for x1 and x2, of its height for y1 and y2.</summary>
    public double HullSideSlope(int edge) => edge < 2 ? -Share(_second[edge], _first[edge]) : Share(_first[edge], _second[edge]);

    /// <summary>How much of max(a, b) follows a.</summary>
    private static double Share(double a, double b) => a > b ? 1 : a < b ? 0 : 0.5;
}
