namespace DeepRecipes.Kernels;

/// <summary>Oriented boxes as five floats each: centre x, centre y, width, height, angle, as in <see cref="OrientedBox"/>.</summary>
public static class OrientedBoxConversionKernel
{
    /// <summary>How many floats a box is.</summary>
    public const int FloatCount = 5;

    /// <summary>Floats to boxes.</summary>
    /// <param name="source">Five a box.</param>
    /// <param name="destination">Room for them.</param>
    /// <exception cref="ArgumentException">The source is no whole number of boxes, or there is not enough room.</exception>
    public static void FromFloats(ReadOnlySpan<float> source, Span<OrientedBox> destination)
    {
        if (source.Length % FloatCount != 0)
            throw new ArgumentException($"source holds {source.Length} floats; five a box are needed: centre x, centre y, width, height, angle.", nameof(source));
        Ensure.Room(destination.Length, source.Length / FloatCount, nameof(destination));
        for (int i = 0, box = 0; i < source.Length; i += FloatCount, box++)
            destination[box] = new(source[i], source[i + 1], source[i + 2], source[i + 3], source[i + 4]);
    }

    /// <summary>Boxes to floats.</summary>
    /// <param name="source">The boxes.</param>
    /// <param name="destination">Room for five floats each.</param>
    /// <exception cref="ArgumentException">There is not enough room.</exception>
    public static void ToFloats(ReadOnlySpan<OrientedBox> source, Span<float> destination)
    {
        Ensure.Room(destination.Length, checked(source.Length * FloatCount), nameof(destination));
        for (int i = 0, box = 0; box < source.Length; i += FloatCount, box++)
        {
            (destination[i], destination[i + 1]) = ((float)source[box].CenterX, (float)source[box].CenterY);
            (destination[i + 2], destination[i + 3], destination[i + 4]) = ((float)source[box].Width, (float)source[box].Height, (float)source[box].Angle);
        }
    }
}
