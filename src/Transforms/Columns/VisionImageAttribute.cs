using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace DeepRecipes.Transforms;

/// <summary>
/// Marks an <see cref="MLImage"/> property of a class as a picture, for <c>LoadFromEnumerable</c>, <c>CreateEnumerable</c> and prediction engines: of any size, or of the one
/// size that a column declares (what <c>Resize</c> and <c>Letterbox</c> give is read by <c>[VisionImage(width, height)]</c>).
/// (ML.NET's own <c>[ImageType]</c> needs a size, and then does not check it.)
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class VisionImageAttribute : DataViewTypeAttribute
{
    /// <summary>A picture of any size.</summary>
    public VisionImageAttribute()
    {
    }

    /// <summary>A picture of a size that the column declares.</summary>
    /// <param name="width">Pixels in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public VisionImageAttribute(int width, int height)
    {
        Width = width;
        Height = height;
    }

    /// <summary>Pixels in a row; 0 for any.</summary>
    public int Width { get; }

    /// <summary>Rows; 0 for any.</summary>
    public int Height { get; }

    /// <inheritdoc/>
    public override void Register() =>
        DataViewTypeManager.Register(Width > 0 ? new ImageDataViewType(Height, Width) : new ImageDataViewType(), typeof(MLImage), this);

    /// <inheritdoc/>
    public override bool Equals(DataViewTypeAttribute? other) => other is VisionImageAttribute image && image.Width == Width && image.Height == Height;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DataViewTypeAttribute);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Width, Height);
}
