using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

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
public static class ResizeFits
{
    /// <summary>Where a picture's pixels go; <see cref="ResizeMapping.From"/> makes the way back of it.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="width">The picture's width; at least 1.</param>
    /// <param name="height">The picture's height; at least 1.</param>
    /// <param name="toWidth">At least 1.</param>
    /// <param name="toHeight">At least 1.</param>
    public static LetterboxPlacement Place(this ResizeFit fit, int width, int height, int toWidth, int toHeight) =>
        fit == ResizeFit.Stretch
            ? LetterboxPlacement.Stretch(width, height, toWidth, toHeight)
            : LetterboxPlacement.Fit(width, height, toWidth, toHeight, centered: fit == ResizeFit.Letterbox);
}
