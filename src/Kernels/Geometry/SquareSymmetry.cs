namespace DeepRecipes.Kernels;

/// <summary>The eight symmetries of the square (the group D4). Turns are clockwise as seen on the screen, where y grows downwards.</summary>
public enum SquareSymmetry
{
    /// <summary>Nothing moves.</summary>
    Identity,

    /// <summary>A quarter turn clockwise.</summary>
    Rotate90,

    /// <summary>A half turn.</summary>
    Rotate180,

    /// <summary>A quarter turn anticlockwise.</summary>
    Rotate270,

    /// <summary>Left and right change places. Mirrors.</summary>
    FlipHorizontal,

    /// <summary>Top and bottom change places. Mirrors.</summary>
    FlipVertical,

    /// <summary>Rows become columns: (x, y) goes to (y, x). Mirrors.</summary>
    Transpose,

    /// <summary>Mirrors at the other diagonal: (x, y) goes to (height - 1 - y, width - 1 - x). Mirrors.</summary>
    Transverse,
}
