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
    /// <param name="scale">How much of the width and height the picture may take, greater than 0 and at most 1; the rest is bars.</param>
    public static LetterboxPlacement Place(this ResizeFit fit, int width, int height, int toWidth, int toHeight, float scale = 1)
    {
        Ensure.Positive(scale);
        Ensure.InRange(scale, 0, 1);
        int innerWidth = Math.Max(1, (int)MathF.Round(toWidth * scale)), innerHeight = Math.Max(1, (int)MathF.Round(toHeight * scale));
        var inner = fit == ResizeFit.Stretch
            ? LetterboxPlacement.Stretch(width, height, innerWidth, innerHeight)
            : LetterboxPlacement.Fit(width, height, innerWidth, innerHeight, centered: fit == ResizeFit.Letterbox);
        var (left, top) = fit == ResizeFit.LetterboxTopLeft ? (0, 0) : ((toWidth - innerWidth) / 2, (toHeight - innerHeight) / 2);
        return inner with { TargetWidth = toWidth, TargetHeight = toHeight, Left = inner.Left + left, Top = inner.Top + top };
    }
}
