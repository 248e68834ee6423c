namespace DeepRecipes.Kernels;

/// <summary>The two loops over pairs of oriented boxes, and their guards.</summary>
internal static class OrientedPairDriver<TOperator>
    where TOperator : struct, IOrientedPairOperator
{
    public static double One(OrientedBox first, OrientedBox second)
    {
        EnsureProper(first, nameof(first));
        EnsureProper(second, nameof(second));
        return TOperator.Invoke(first, second);
    }

    public static void Paired(ReadOnlySpan<OrientedBox> boxes1, ReadOnlySpan<OrientedBox> boxes2, Span<double> destination)
    {
        Ensure.Length(boxes2.Length, boxes1.Length, nameof(boxes2));
        Ensure.Room(destination.Length, boxes1.Length, nameof(destination));
        EnsureProper(boxes1, boxes2);
        for (int i = 0; i < boxes1.Length; i++)
            destination[i] = TOperator.Invoke(boxes1[i], boxes2[i]);
    }

    public static void Pairwise(ReadOnlySpan<OrientedBox> boxes1, ReadOnlySpan<OrientedBox> boxes2, Span<double> destination)
    {
        Ensure.Room(destination.Length, checked(boxes1.Length * boxes2.Length), nameof(destination));
        EnsureProper(boxes1, boxes2);
        for (int i = 0; i < boxes1.Length; i++)
        {
            for (int j = 0; j < boxes2.Length; j++)
                destination[(i * boxes2.Length) + j] = TOperator.Invoke(boxes1[i], boxes2[j]);
        }
    }

    private static void EnsureProper(ReadOnlySpan<OrientedBox> boxes1, ReadOnlySpan<OrientedBox> boxes2)
    {
        foreach (OrientedBox box in boxes1)
            EnsureProper(box, nameof(boxes1));
        foreach (OrientedBox box in boxes2)
            EnsureProper(box, nameof(boxes2));
    }

    private static void EnsureProper(OrientedBox box, string name)
    {
        if (!(double.IsFinite(box.CenterX) && double.IsFinite(box.CenterY) && double.IsFinite(box.Angle)
            && double.IsFinite(box.Width) && double.IsFinite(box.Height) && box.Width >= 0 && box.Height >= 0))
        {
            throw new ArgumentOutOfRangeException(name, box, $"{name} must hold finite numbers and sides of at least 0.");
        }
    }
}
