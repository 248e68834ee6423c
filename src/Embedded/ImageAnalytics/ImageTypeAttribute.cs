using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

/// <summary>
/// Makes a row class's <see cref="MLImage"/> member an image column. As in ML.NET, it is of use only with a size: without one, its registration throws,
/// since it asks for a column type of height and width 0.
/// </summary>
public sealed class ImageTypeAttribute : DataViewTypeAttribute
{
    /// <summary>An attribute whose use throws.</summary>
    public ImageTypeAttribute()
    {
    }

    /// <summary>A column of images of this size, which is not checked.</summary>
    public ImageTypeAttribute(int height, int width)
    {
        Contracts.CheckUserArg(width > 0, nameof(width), "Should be positive number");
        Contracts.CheckUserArg(height > 0, nameof(height), "Should be positive number");
        Height = height;
        Width = width;
    }

    internal int Height { get; }

    internal int Width { get; }

    /// <inheritdoc/>
    public override bool Equals(DataViewTypeAttribute other) => other is ImageTypeAttribute image && Height == image.Height && Width == image.Width;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Height, Width);

    /// <inheritdoc/>
    public override void Register() => DataViewTypeManager.Register(new ImageDataViewType(Height, Width), typeof(MLImage), this);
}
