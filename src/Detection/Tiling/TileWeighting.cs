namespace DeepRecipes.Detection;

/// <summary>How much a pixel's prediction counts by its place in the tile, where tiles overlap.</summary>
public enum TileWeighting
{
    /// <summary>Everywhere the same.</summary>
    Constant,

    /// <summary>Falls straight from the middle to the edges, each axis by itself.</summary>
    Linear,

    /// <summary>A bell with a sigma of one eighth of the tile's side, at least 0.001 of its top (MONAI's sliding window).</summary>
    Gaussian,
}
