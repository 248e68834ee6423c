using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>
/// Elastic distortion (Simard, Steinkraus and Platt, ICDAR 2003): every pixel looks away from its own place by smoothed noise. Keypoints move by the inverse of the same
/// field, exact to a hundredth of a pixel where it does not fold; boxes become the hull of places along their edges. A record holds the field's key.
/// </summary>
public sealed record Elastic : WarpOp
{
    /// <summary>The factor of the smoothed noise in pixels, 0 to 10000; noise in -1 to 1 smoothed by a Gaussian of deviation s has a spread of about 0.16 / s.</summary>
    public DrawRange Amount { get; init => field = value.Within(0, 10_000); } = 100;

    /// <summary>The deviation of the smoothing Gaussian in pixels, 0.5 to 100.</summary>
    public DrawRange Deviation { get; init => field = value.Within(.5, 100); } = 8;

    /// <inheritdoc/>
    public override bool IsRandom => true;

    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => before;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var (amount, deviation) = (Amount.Draw(draws), Deviation.Draw(draws));
        var act = draws.Act<RemapAct>().Set(image.Shape, Sampling);
        DisplacementKernel.Elastic(image.Shape.Width, image.Shape.Height, amount, deviation, draws.Stream(), 0, act.MapX, act.MapY);
        return act;
    }
}
