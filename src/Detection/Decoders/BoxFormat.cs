using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>The ways in which heads write boxes.</summary>
internal static class BoxFormat
{
    public static Box FromCentre(float x, float y, float width, float height) =>
        new(x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2));
}
