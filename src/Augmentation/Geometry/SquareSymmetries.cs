using System.Collections.Immutable;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>One of the eight symmetries of the square (D4), drawn for each sample: for pictures that have no top, such as those from above or through a microscope.</summary>
public sealed record SquareSymmetries : SampleOp
{
    private readonly SquareSymmetry[] _among = Enum.GetValues<SquareSymmetry>();

    /// <summary>The symmetries that are drawn from, each as likely; all eight by default.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public ImmutableArray<SquareSymmetry> Among
    {
        get => [.. _among];
        init => _among = value.IsDefaultOrEmpty ? throw new ArgumentException("Among must hold at least one symmetry.", nameof(value)) : [.. value];
    }

    /// <inheritdoc/>
    public override bool IsRandom => _among.Length > 1;

    /// <inheritdoc/>
    public override string? Refuses(SampleTargets targets) => Array.Exists(_among, SquareSymmetryKernel.Mirrors) ? targets.MirrorRefusal : null;

    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => before is var (width, height) && (width == height || !Array.Exists(_among, SquareSymmetryKernel.SwapsAxes)) ? before : null;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return SymmetryAct.Of(_among[_among.Length == 1 ? 0 : draws.Whole(0, _among.Length - 1)]);
    }

    /// <summary>Equal where they draw from the same.</summary>
    /// <param name="other">Another.</param>
    public bool Equals(SquareSymmetries? other) => other is not null && _among.AsSpan().SequenceEqual(other._among);

    /// <inheritdoc/>
    public override int GetHashCode() => _among.Length;
}
