using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>A picture of a COCO file.</summary>
/// <param name="Id">Its id in the file.</param>
/// <param name="FileName">Its file's name, relative to the folder of pictures.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Height">Its height in pixels.</param>
public sealed record CocoPicture(long Id, string FileName, int Width, int Height);

/// <summary>An augmented copy of a picture and its annotations.</summary>
/// <param name="Source">The picture that it was made of.</param>
/// <param name="Number">Which copy.</param>
/// <param name="Format">The shape of its pixels.</param>
/// <param name="Pixels">Its pixels.</param>
/// <param name="Annotations">COCO annotations as JSON, moved; their ids are those of the source until <see cref="CocoAugmenter.Collect"/> gives new ones.</param>
/// <param name="Dropped">Annotations whose box was dropped, and why.</param>
/// <param name="Problems">Annotations that could not be read, with their ids; they are left out.</param>
/// <param name="Draws">What was drawn.</param>
public sealed record CocoCopy(
    CocoPicture Source,
    int Number,
    PictureFormat Format,
    ReadOnlyMemory<byte> Pixels,
    ImmutableArray<JsonObject> Annotations,
    ImmutableArray<CocoDrop> Dropped,
    ImmutableArray<string> Problems,
    ImmutableArray<double> Draws)
{
    /// <summary>The name of the copy's file: the source's with the copy's number before the ending.</summary>
    public string FileName => Path.ChangeExtension(Source.FileName, null) + $"_{Number}{Path.GetExtension(Source.FileName)}";
}

/// <summary>An annotation that an augmentation lost.</summary>
/// <param name="AnnotationId">Its id in the source.</param>
/// <param name="Reason">Why.</param>
public readonly record struct CocoDrop(long AnnotationId, BoxDropReason Reason);
