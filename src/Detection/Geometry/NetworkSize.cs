namespace DeepRecipes.Detection;

/// <summary>The size of a network's input picture.</summary>
/// <param name="Width">Pixels in a row; at least 1.</param>
/// <param name="Height">Rows; at least 1.</param>
public readonly record struct NetworkSize(int Width, int Height);
