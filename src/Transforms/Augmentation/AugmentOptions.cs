using System.Collections.Immutable;
using DeepRecipes.Augmentation;

namespace DeepRecipes.Transforms;

/// <summary>What an augmented view does beside applying its recipe.</summary>
public sealed record AugmentOptions
{
    /// <summary>
    /// The column whose value names a sample for good: a text or a whole number. What is drawn for a sample depends on it and not on where its row stands.
    /// When null it is the path of the picture, where <c>LoadImages</c> left one, and else the row's id, which <c>Cache</c>, shuffling and <c>BootstrapSample</c> change.
    /// </summary>
    public string? SampleId { get; init; }

    /// <summary>The pass over the data; another epoch draws other values.</summary>
    public uint Epoch { get; init; }

    /// <summary>Each row comes first as it is, and then its copies.</summary>
    public bool IncludeOriginals { get; init; }

    /// <summary>The class ids of the boxes, <c>Vector&lt;Int32&gt;</c>: they lose what the boxes lose.</summary>
    public string? Classes { get; init; }

    /// <summary>Other vectors with one value a box: they lose what the boxes lose. Any vector that is not named here or as <see cref="Classes"/> stays as it is.</summary>
    public ImmutableArray<string> BoxColumns { get; init; } = [];

    /// <summary>The class ids of the oriented boxes, <c>Vector&lt;Int32&gt;</c>: they lose what the oriented boxes lose.</summary>
    public string? OrientedClasses { get; init; }

    /// <summary>Other vectors with one value an oriented box.</summary>
    public ImmutableArray<string> OrientedBoxColumns { get; init; } = [];

    /// <summary>What becomes of boxes, oriented ones too (which are never cut).</summary>
    public BoxRules Boxes { get; init; } = new();

    /// <summary>Keypoints outside the picture keep their visibility; by default it becomes 0.</summary>
    public bool KeepOutsideKeypoints { get; init; }

    /// <summary>Classes of the mask that change places in a mirror.</summary>
    public ImmutableArray<ClassPair> MaskPairs { get; init; } = [];

    /// <summary>Class ids of <see cref="Classes"/> and <see cref="OrientedClasses"/> that change places in a mirror.</summary>
    public ImmutableArray<ClassPair> BoxPairs { get; init; } = [];

    /// <summary>The column that is equal for all copies of a row and for no other: split an augmented view by it (<c>samplingKeyColumnName</c>), or copies of one picture stand on both sides.</summary>
    public string SourceIdColumn { get; init; } = "SourceId";

    /// <summary>The column with one <see cref="Kernels.BoxDropReason"/> a source box, 0 where it is kept; it is there where there are boxes.</summary>
    public string DropReasonColumn { get; init; } = "BoxDropReason";

    /// <summary>The same of the oriented boxes.</summary>
    public string OrientedDropReasonColumn { get; init; } = "OrientedBoxDropReason";
}
