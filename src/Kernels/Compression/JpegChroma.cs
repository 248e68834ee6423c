namespace DeepRecipes.Kernels;

/// <summary>Chroma at half the size and back, as the Independent JPEG Group's software does it by default.</summary>
internal static class JpegChroma
{
    /// <summary>The mean of two by two samples; where it ends on a half it is rounded down and up by turns, so that no side is preferred. Fills the row to its end.</summary>
    /// <param name="upper">A row whose last sample is repeated to twice the length of <paramref name="half"/>.</param>
    /// <param name="lower">The row below, or the same one again.</param>
    /// <param name="half">The result.</param>
    public static void Halve(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, Span<byte> half)
    {
        upper = upper[..(2 * half.Length)];
        lower = lower[..(2 * half.Length)];
        for (var i = 0; i < half.Length; i++)
            half[i] = (byte)((upper[2 * i] + upper[(2 * i) + 1] + lower[2 * i] + lower[(2 * i) + 1] + 1 + (i & 1)) >> 2);
    }

    /// <summary>A row twice as wide: the triangle filter (three parts of the nearer sample, one of the farther, both ways); a plane of at most two columns is only repeated.</summary>
    /// <param name="plane">The plane of half the size.</param>
    /// <param name="y">The row of the picture.</param>
    /// <param name="row">The result: twice the plane's width, and one more is written.</param>
    public static void Double(in JpegPlane plane, int y, Span<byte> row)
    {
        var width = plane.Width;
        var near = plane.Row(y / 2);
        if (width <= 2)
        {
            for (var i = 0; i < 2 * width; i++)
                row[i] = near[i / 2];
            return;
        }
        var far = plane.Row(Math.Clamp((y / 2) + ((y & 1) == 0 ? -1 : 1), 0, plane.Height - 1));
        near = near[..width];
        far = far[..width];
        row = row[..(2 * width)];
        int last = (3 * near[0]) + far[0], now = last;
        for (var i = 0; i < near.Length; i++)
        {
            var next = i + 1 < near.Length ? (3 * near[i + 1]) + far[i + 1] : now;
            // Halves are rounded up on the left and down on the right: at the edges the neighbour is the sample itself.
            row[2 * i] = (byte)(((3 * now) + last + 8) >> 4);
            row[(2 * i) + 1] = (byte)(((3 * now) + next + 7) >> 4);
            (last, now) = (now, next);
        }
    }
}
