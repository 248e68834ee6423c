namespace DeepRecipes.Detection;

/// <summary>Where a letterbox puts the picture, and so where its padding goes.</summary>
public enum LetterboxPlacement
{
    /// <summary>In the middle; where the padding is odd, the smaller half is left or above.</summary>
    Centred,

    /// <summary>In the top left corner; all padding is right or below.</summary>
    TopLeft,
}
