namespace DeepRecipes.Detection;

/// <summary>A way to look at a picture: as it is, mirrored, smaller.</summary>
/// <param name="IsMirrored">Whether left and right are exchanged.</param>
/// <param name="Scale">How much of the network's width and height the picture may take; greater than 0 and at most 1. The rest is bars, as those of a letterbox.</param>
public readonly record struct PictureView(bool IsMirrored, float Scale)
{
    /// <summary>The picture as it is.</summary>
    public static PictureView Plain { get; } = new(false, 1);

    /// <summary>The picture in a mirror.</summary>
    public static PictureView Mirrored { get; } = new(true, 1);

    /// <summary>Such as <c>mirrored x 0.83</c>, or <c>plain</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{(IsMirrored ? "mirrored" : "plain")}{(Scale == 1 ? "" : $" x {Scale}")}");
}
