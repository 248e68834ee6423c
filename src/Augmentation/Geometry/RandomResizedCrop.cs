using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>
/// A part of the picture, drawn by its share of the area and its aspect, stretched to one size: torchvision's <c>RandomResizedCrop</c>. Ten parts are tried;
/// when none fits, it is the largest part in the middle whose aspect is allowed. The scale of x comes from the part's width, that of y from its height.
/// </summary>
/// <inheritdoc/>
public sealed record RandomResizedCrop(int Width, int Height) : ResizeOp(Width, Height)
{
    /// <summary>The part's share of the picture's area, greater than 0 to 1; [0.08, 1] by default.</summary>
    public DrawRange Scale { get; init => field = value.Within(1e-6, 1); } = (.08, 1);

    /// <summary>The part's width divided by its height, drawn evenly in its logarithm, 0.01 to 100; [3/4, 4/3] by default.</summary>
    public DrawRange Aspect { get; init => field = value.Within(.01, 100); } = (3.0 / 4, 4.0 / 3);

    /// <inheritdoc/>
    public override bool IsRandom => true;

    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => (Width, Height);

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var (width, height) = (image.Shape.Width, image.Shape.Height);
        var logAspect = new DrawRange(Math.Log(Aspect.Least), Math.Log(Aspect.Most));
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var area = Scale.Draw(draws) * width * height;
            var aspect = Math.Exp(logAspect.Draw(draws));
            int w = (int)Math.Round(Math.Sqrt(area * aspect)), h = (int)Math.Round(Math.Sqrt(area / aspect));
            if (w >= 1 && h >= 1 && w <= width && h <= height)
                return Part(w, h, draws.Whole(0, width - w), draws.Whole(0, height - h));
        }
        var allowed = Math.Clamp((double)width / height, Aspect.Least, Aspect.Most);
        int middleWidth = Math.Clamp((int)Math.Round(height * allowed), 1, width), middleHeight = Math.Clamp((int)Math.Round(width / allowed), 1, height);
        return Part(middleWidth, middleHeight, (width - middleWidth) / 2, (height - middleHeight) / 2);

        SampleAct Part(int w, int h, int left, int top) => Place(draws, LetterboxPlacement.Stretch(w, h, Width, Height), left: left, top: top);
    }
}
