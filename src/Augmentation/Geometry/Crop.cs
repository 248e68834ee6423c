namespace DeepRecipes.Augmentation;

/// <summary>Cuts out a window at a fixed place. It may reach beyond the picture; there it is filled.</summary>
/// <param name="Left">The first column of the window in the picture; negative where it begins left of it.</param>
/// <param name="Top">The first row of the window in the picture; negative where it begins above it.</param>
/// <param name="Width">The width of the window in pixels, at least 1.</param>
/// <param name="Height">The height of the window in pixels, at least 1.</param>
public sealed record Crop(int Left, int Top, int Width, int Height) : WindowOp
{
    /// <summary>The first column of the window in the picture, -65535 to 65535.</summary>
    public int Left { get; init => field = Limits.Within(value, -65535, 65535); } = Limits.Within(Left, -65535, 65535, nameof(Left));

    /// <summary>The first row of the window in the picture, -65535 to 65535.</summary>
    public int Top { get; init => field = Limits.Within(value, -65535, 65535); } = Limits.Within(Top, -65535, 65535, nameof(Top));

    /// <summary>The width of the window in pixels, 1 to 65535.</summary>
    public int Width { get; init => field = Limits.Within(value, 1, 65535); } = Limits.Within(Width, 1, 65535, nameof(Width));

    /// <summary>The height of the window in pixels, 1 to 65535.</summary>
    public int Height { get; init => field = Limits.Within(value, 1, 65535); } = Limits.Within(Height, 1, 65535, nameof(Height));

    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => (Width, Height);

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return Window(draws, Left, Top, Width, Height);
    }
}
