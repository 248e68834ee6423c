using Placement = DeepRecipes.Kernels.LetterboxPlacement;

namespace DeepRecipes.Transforms;

/// <summary>How a picture is brought to a size.</summary>
public enum ResizeFit
{
    /// <summary>It fills the size; its aspect is not kept.</summary>
    Stretch,

    /// <summary>It keeps its aspect and stands in the middle, with bars on two sides.</summary>
    Letterbox,

    /// <summary>It keeps its aspect and stands at the top left, with bars at the right or below.</summary>
    LetterboxTopLeft,
}

/// <summary>From a fit to where the pixels go.</summary>
internal static class ResizeFits
{
    public static Placement Place(this ResizeFit fit, int width, int height, int toWidth, int toHeight) =>
        fit == ResizeFit.Stretch
            ? Placement.Stretch(width, height, toWidth, toHeight)
            : Placement.Fit(width, height, toWidth, toHeight, centered: fit == ResizeFit.Letterbox);
}
