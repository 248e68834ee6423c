using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>The ways in which heads write boxes.</summary>
internal static class BoxFormat
{
    public static Box FromCentre(float x, float y, float width, float height) =>
        new(x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2));

    /// <summary>Centre x, y, width, height relative to the input.</summary>
    public static Box FromRelativeCentre(ReadOnlySpan<float> values, NetworkSize input) =>
        FromCentre(values[0] * input.Width, values[1] * input.Height, values[2] * input.Width, values[3] * input.Height);
}
