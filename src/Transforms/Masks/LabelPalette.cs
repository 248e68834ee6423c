using System.Collections.Immutable;

namespace DeepRecipes.Transforms;

/// <summary>Which colour of a label map is which class.</summary>
/// <param name="Classes">The colour of class 0, 1, 2, ...: 1 to 255 of them, none twice.</param>
public sealed record LabelPalette(ImmutableArray<RgbColour> Classes)
{
    /// <summary>Colours that are to be ignored, such as the border of PASCAL VOC's objects; none by default.</summary>
    public ImmutableArray<RgbColour> Ignored { get; init; } = [];

    /// <summary>The id of what is ignored: 255 by default, and otherwise a number from the count of the classes to 255. -1 is 255 too, as an 8-bit channel holds it.</summary>
    public int IgnoreIndex { get; init; } = 255;

    /// <summary>The same colours with the same meaning.</summary>
    /// <param name="other">Another.</param>
    public bool Equals(LabelPalette? other) => other is not null && IgnoreIndex == other.IgnoreIndex && Classes.SequenceEqual(other.Classes) && Ignored.SequenceEqual(other.Ignored);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Classes.Length, Ignored.Length, IgnoreIndex);

    /// <summary>The ignore index as it stands in a mask.</summary>
    internal byte IgnoredId => unchecked((byte)IgnoreIndex);

    internal void Check()
    {
        if (Classes.IsDefaultOrEmpty || Classes.Length > 255)
            throw new ArgumentException($"Classes holds {(Classes.IsDefault ? 0 : Classes.Length)} colours; 1 to 255 are allowed.", nameof(Classes));
        if (Classes.Concat(Ignored).GroupBy(colour => colour).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"The colour {twice.Key} stands twice in Classes and Ignored; every class needs its own.", nameof(Classes));
        if (IgnoreIndex != -1 && (IgnoreIndex < Classes.Length || IgnoreIndex > 255))
            throw new ArgumentOutOfRangeException(nameof(IgnoreIndex), IgnoreIndex, $"IgnoreIndex must be from {Classes.Length} (the number of classes) to 255, or -1, which is 255 in a mask.");
    }
}
