using System.Numerics;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>One overlap measure: a box against as many boxes as a vector has lanes. The scalar operations and their order are torchvision's.</summary>
internal interface IOverlap
{
    static abstract Vector<float> Of(in BoxLanes a, in BoxLanes b);
}

/// <summary>Boxes side by side in vectors, with their areas.</summary>
internal readonly struct BoxLanes(Vector<float> x1, Vector<float> y1, Vector<float> x2, Vector<float> y2, Vector<float> area)
{
    public readonly Vector<float> X1 = x1, Y1 = y1, X2 = x2, Y2 = y2, Area = area;

    /// <summary>The same box in every lane.</summary>
    public static BoxLanes Broadcast(Box box) =>
        new(new(box.X1), new(box.Y1), new(box.X2), new(box.Y2), new(AreaOf(box)));

    public static float AreaOf(Box box) => (box.X2 - box.X1) * (box.Y2 - box.Y1);

    public static Vector<float> Intersection(in BoxLanes a, in BoxLanes b) =>
        Vector.Max(Vector<float>.Zero, Vector.Min(a.X2, b.X2) - Vector.Max(a.X1, b.X1))
        * Vector.Max(Vector<float>.Zero, Vector.Min(a.Y2, b.Y2) - Vector.Max(a.Y1, b.Y1));
}

internal readonly struct IoUOverlap : IOverlap
{
    public static Vector<float> Of(in BoxLanes a, in BoxLanes b)
    {
        var intersection = BoxLanes.Intersection(a, b);
        return intersection / (a.Area + b.Area - intersection);
    }
}

internal readonly struct IoSOverlap : IOverlap
{
    public static Vector<float> Of(in BoxLanes a, in BoxLanes b) => BoxLanes.Intersection(a, b) / Vector.Min(a.Area, b.Area);
}

internal readonly struct DIoUOverlap : IOverlap
{
    private const float Epsilon = 1e-7f;

    public static Vector<float> Of(in BoxLanes a, in BoxLanes b)
    {
        var width = Vector.Max(a.X2, b.X2) - Vector.Min(a.X1, b.X1);
        var height = Vector.Max(a.Y2, b.Y2) - Vector.Min(a.Y1, b.Y1);
        var half = new Vector<float>(0.5f);
        var dx = ((a.X1 + a.X2) * half) - ((b.X1 + b.X2) * half);
        var dy = ((a.Y1 + a.Y2) * half) - ((b.Y1 + b.Y2) * half);
        var diagonal = (width * width) + (height * height) + new Vector<float>(Epsilon);
        return IoUOverlap.Of(a, b) - (((dx * dx) + (dy * dy)) / diagonal);
    }
}
