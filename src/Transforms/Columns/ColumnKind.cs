using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace DeepRecipes.Transforms;

/// <summary>
/// The kinds of column that the product knows, one convention for all of it.
/// </summary>
/// <param name="Expected">How an error names the kind.</param>
/// <param name="Fits">Whether a column is of the kind. Where only the shape of a vector is known, its dimensions are taken on trust until there is data.</param>
public sealed record ColumnKind(string Expected, Func<ColumnShape, bool> Fits)
{
    /// <summary>A picture: <c>MLImage</c>. A mask is a picture too, whose red, green and blue all hold the class id of the pixel.</summary>
    public static ColumnKind Image { get; } = new("Image", shape => shape is { Kind: VectorKind.Scalar, ItemType: ImageDataViewType });

    /// <summary>Keypoints: <c>Vector&lt;Single, K, 3&gt;</c> of x, y and visibility; integers are pixel centres. For several objects in a row <c>Vector&lt;Single, *, K, 3&gt;</c>.</summary>
    public static ColumnKind Keypoints { get; } = new("Vector<Single, K, 3> or Vector<Single, *, K, 3>", shape => IsFloats(shape) && LastDimension(shape, 3));

    /// <summary>Boxes: <c>Vector&lt;Single, *, 4&gt;</c> of x1, y1, x2, y2, continuous edges in pixels.</summary>
    public static ColumnKind Boxes { get; } = new("Vector<Single, *, 4>", shape => IsFloats(shape) && LastDimension(shape, 4));

    /// <summary>Oriented boxes: <c>Vector&lt;Single, *, 5&gt;</c> of centre x, centre y, width, height in pixels and the angle in radians by which the width is turned from x towards y (clockwise on the screen).</summary>
    public static ColumnKind OrientedBoxes { get; } = new("Vector<Single, *, 5>", shape => IsFloats(shape) && LastDimension(shape, Kernels.OrientedBoxConversionKernel.FloatCount));

    /// <summary>Any vector of floats.</summary>
    public static ColumnKind Floats { get; } = new("Vector<Single>", IsFloats);

    /// <summary>A vector of floats whose size is known.</summary>
    public static ColumnKind KnownFloats { get; } = new("known-size Vector<Single>", shape => IsFloats(shape) && shape.Kind == VectorKind.Vector);

    /// <summary>A vector of class ids: <c>Vector&lt;Int32, *&gt;</c>, beside the boxes.</summary>
    public static ColumnKind Classes { get; } = new("Vector<Int32>", shape => shape.Kind != VectorKind.Scalar && shape.ItemType == NumberDataViewType.Int32 && !shape.IsKey);

    /// <summary>Masks of single objects, beside the boxes: <c>Vector&lt;String, *&gt;</c>; see <see cref="VisionTypes.Masks"/>.</summary>
    public static ColumnKind Masks { get; } = new("Vector<String> (masks of objects)", shape => shape.Kind != VectorKind.Scalar && shape.ItemType is TextDataViewType);

    /// <summary>What a resize did, so that results can be mapped back: see <see cref="VisionTypes.ResizeMapping"/>.</summary>
    public static ColumnKind ResizeMapping { get; } = new("Vector<Single, 8> (the mapping that Resize and Letterbox keep)",
        shape => IsFloats(shape) && (shape.Vector is null || shape.Vector.Size == Detection.ResizeMapping.FloatCount));

    /// <summary>A float.</summary>
    public static ColumnKind Float { get; } = new("Single", shape => shape is { Kind: VectorKind.Scalar, IsKey: false } && shape.ItemType == NumberDataViewType.Single);

    /// <summary>A text.</summary>
    public static ColumnKind Text { get; } = new("String", shape => shape is { Kind: VectorKind.Scalar, ItemType: TextDataViewType });

    private static bool IsFloats(ColumnShape shape) => shape.Kind != VectorKind.Scalar && shape.ItemType == NumberDataViewType.Single;

    private static bool LastDimension(ColumnShape shape, int size) =>
        shape.Vector is null || shape.Vector.Dimensions[^1] == size;
}
