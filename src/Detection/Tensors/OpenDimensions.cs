using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>The sizes of an output's dimensions that the model leaves open, from how many values came.</summary>
public static class OpenDimensions
{
    /// <summary>Writes the whole shape, where it follows.</summary>
    /// <remarks>
    /// One open dimension follows from the number of values. Two of them, one behind the other, are rows and columns of a map over the network's input with a whole
    /// stride (the last row and column may be cut off); of several such strides there is never more than one with as many cells. Of three, the last two one behind the other and the first
    /// apart from them, these are the rows and columns of the input itself, and the first one says how many things have such maps. Three in a row could be a few large maps or many small ones.
    /// </remarks>
    /// <param name="dimensions">The dimensions, 0 where they are open.</param>
    /// <param name="length">How many values came.</param>
    /// <param name="input">The size of the network's input.</param>
    /// <param name="shape">Receives the shape; as many numbers.</param>
    /// <returns>Whether the shape follows.</returns>
    public static bool TryResolve(ReadOnlySpan<int> dimensions, int length, NetworkSize input, Span<int> shape)
    {
        Ensure.Length(shape.Length, dimensions.Length, nameof(shape));
        dimensions.CopyTo(shape);
        var (known, open, first, last) = (1L, 0, 0, 0);
        for (var i = dimensions.Length - 1; i >= 0; i--)
        {
            if (dimensions[i] > 0)
                known *= dimensions[i];
            else
                (open, first, last) = (open + 1, i, Math.Max(last, i));
        }

        if (open == 0 || length % known != 0)
            return open == 0 && known == length;
        var rest = (int)(length / known);
        if (open == 1)
        {
            shape[first] = rest;
            return true;
        }

        if (open > 3 || dimensions[last - 1] > 0 || (open == 3 && first == last - 2))
            return false;
        if (open == 3)
        {
            var (maps, left) = Math.DivRem(rest, (long)input.Width * input.Height);
            (shape[first], shape[last - 1], shape[last]) = ((int)maps, input.Height, input.Width);
            return left == 0;
        }

        // More cells, smaller stride: the search ends at the first stride with too few.
        for (var stride = 1; stride <= Math.Max(input.Width, input.Height); stride++)
        {
            (shape[first], shape[first + 1]) = (GridSymbol.Cells(input.Height, stride), GridSymbol.Cells(input.Width, stride));
            var cells = (long)shape[first] * shape[first + 1];
            if (cells <= rest)
                return cells == rest;
        }

        return false;
    }
}
