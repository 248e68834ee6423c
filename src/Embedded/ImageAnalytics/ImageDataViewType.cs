using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

/// <summary>The type of a column of <see cref="MLImage"/>, of known size or of any.</summary>
public sealed class ImageDataViewType : StructuredDataViewType
{
    /// <summary>The height in pixels, 0 when images of any size may stand there.</summary>
    public readonly int Height;

    /// <summary>The width in pixels, 0 when images of any size may stand there.</summary>
    public readonly int Width;

    /// <summary>Images of one size. Nothing checks that they have it.</summary>
    public ImageDataViewType(int height, int width)
        : base(typeof(MLImage))
    {
        Contracts.CheckUserArg(height > 0, nameof(height), "Must be positive.");
        Contracts.CheckUserArg(width > 0, nameof(width), "Must be positive.");
        Contracts.CheckUserArg((long)height * width <= int.MaxValue / 4, nameof(height), $"{nameof(height)} * {nameof(width)} is too large.");
        Height = height;
        Width = width;
    }

    /// <summary>Images of any size.</summary>
    public ImageDataViewType()
        : base(typeof(MLImage))
    {
    }

    /// <inheritdoc/>
    public override bool Equals(DataViewType other) => other is ImageDataViewType image && Height == image.Height && Width == image.Width;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Height, Width);

    /// <inheritdoc/>
    public override string ToString() => Height == 0 && Width == 0 ? "Image" : $"Image<{Height}, {Width}>";
}
