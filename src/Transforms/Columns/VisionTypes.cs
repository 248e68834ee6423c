using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace DeepRecipes.Transforms;

/// <summary>The column types that the product writes.</summary>
public static class VisionTypes
{
    /// <summary>A picture of any size.</summary>
    public static DataViewType Image { get; } = new ImageDataViewType();

    /// <summary>Boxes of one row: x1, y1, x2, y2 each, continuous edges in pixels.</summary>
    public static VectorDataViewType Boxes { get; } = new(NumberDataViewType.Single, 0, 4);

    /// <summary>Oriented boxes of one row: centre x, centre y, width, height, angle each; see <see cref="ColumnKind.OrientedBoxes"/>.</summary>
    public static VectorDataViewType OrientedBoxes { get; } = new(NumberDataViewType.Single, 0, Kernels.OrientedBoxConversionKernel.FloatCount);

    /// <summary>One score a box.</summary>
    public static VectorDataViewType Scores { get; } = new(NumberDataViewType.Single);

    /// <summary>One class id a box.</summary>
    public static VectorDataViewType Classes { get; } = new(NumberDataViewType.Int32);

    /// <summary>One mask a box: COCO's object as JSON, <c>{"size":[height,width],"counts":"..."}</c>, as <see cref="Kernels.RleMask.FromJson"/> reads it; of the whole picture's size.</summary>
    public static VectorDataViewType Masks { get; } = new(TextDataViewType.Instance);

    /// <summary>What a resize did, as <see cref="Detection.ResizeMapping.CopyTo"/> writes it: scale x, y, offset x, y, original width, height, network width, height.</summary>
    public static VectorDataViewType ResizeMapping { get; } = new(NumberDataViewType.Single, Detection.ResizeMapping.FloatCount);

    /// <summary>Keypoints of the objects of one row: x, y and visibility or score each.</summary>
    /// <param name="count">Keypoints of one object.</param>
    public static VectorDataViewType ObjectKeypoints(int count) => new(NumberDataViewType.Single, 0, count, 3);

    /// <summary>A picture of one size.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    public static DataViewType SizedImage(int width, int height) => new ImageDataViewType(height, width);

    /// <summary>The columns of a resize: the picture, and what was done to it where that is wanted.</summary>
    internal static IReadOnlyList<OutputColumn> ResizedImage(string output, string input, int width, int height, string? mapping)
    {
        var image = new OutputColumn(output, ColumnShape.Of(SizedImage(width, height)), [input]);
        return mapping is null ? [image] : [image, new(mapping, ColumnShape.Of(ResizeMapping), [input])];
    }
}
