namespace DeepRecipes.Augmentation;

/// <summary>
/// Covers one rectangle drawn by its share of the area and its aspect (Zhong et al., AAAI 2020), with a level or with noise. Ten rectangles are tried; when none fits, nothing is covered.
/// </summary>
public sealed record RandomErasing : DropoutOp
{
    /// <summary>The rectangle's share of the picture's area, 0.0001 to 1.</summary>
    public DrawRange Area { get; init => field = value.Within(.0001, 1); } = (.02, .33);

    /// <summary>The rectangle's height divided by its width, drawn evenly in its logarithm, 0.01 to 100.</summary>
    public DrawRange Aspect { get; init => field = value.Within(.01, 100); } = (.3, 3.3);

    /// <summary>Uniform noise instead of <see cref="DropoutOp.Fill"/>. A record holds its key.</summary>
    public bool Noise { get; init; }

    /// <inheritdoc/>
    public override bool IsRandom => true;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var shape = image.Shape;
        var act = Cover(draws);
        if (Noise)
            act.WithNoise(draws.Stream());
        var logAspect = new DrawRange(Math.Log(Aspect.Least), Math.Log(Aspect.Most));
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var area = Area.Draw(draws) * shape.Width * shape.Height;
            var aspect = Math.Exp(logAspect.Draw(draws));
            int width = (int)Math.Round(Math.Sqrt(area / aspect)), height = (int)Math.Round(Math.Sqrt(area * aspect));
            if (width >= 1 && height >= 1 && width <= shape.Width && height <= shape.Height)
                return act.Add(new(draws.Whole(0, shape.Width - width), draws.Whole(0, shape.Height - height), width, height));
        }
        return act;
    }
}
