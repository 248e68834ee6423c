using DeepRecipes.Detection;
using DeepRecipes.Kernels;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace DeepRecipes.Transforms;

/// <summary>What a model says of its input that is a picture.</summary>
internal static class PictureModel
{
    /// <summary>The only input and its layout. What takes a single picture has a first dimension for it here all the same.</summary>
    public static (OnnxTensorInfo Tensor, TensorLayout Layout, bool HasRowDimension) InputOf(OnnxModelInfo info)
    {
        if (info.Inputs is [{ Kind: OnnxValueKind.Tensor, Dimensions: [.., var first, _, var third] and { Length: 3 or 4 } } input] && (first is 1 or 3) != (third is 1 or 3))
        {
            var hasRow = input.Dimensions.Length == 4;
            return (hasRow ? input : OnnxPlan.WithRow(input), first is 1 or 3 ? TensorLayout.Chw : TensorLayout.Hwc, hasRow);
        }

        throw new ArgumentException(
            $"The model's inputs are {string.Join(", ", info.Inputs)}; a detector of pictures has one, [rows, channels, height, width] or [rows, height, width, channels] with 3 channels, or 1 for grey, or the same without rows.");
    }

    /// <summary>The input's size: the model's, and where it leaves that open the one that is asked for, or that its metadata say.</summary>
    public static NetworkSize SizeOf(OnnxTensorInfo input, TensorLayout layout, NetworkSize? size, NetworkSize? metadata) => KnownSizeOf(input, layout, size, metadata)
        ?? throw new ArgumentException($"The model leaves its input's size open ({input}), and its metadata do not say one; say which size to use ({nameof(size)}; --size in the command line).");

    /// <summary>The same; null where nobody says one.</summary>
    public static NetworkSize? KnownSizeOf(OnnxTensorInfo input, TensorLayout layout, NetworkSize? size, NetworkSize? metadata)
    {
        (int height, int width) = layout == TensorLayout.Chw ? (input.Dimensions[2], input.Dimensions[3]) : (input.Dimensions[1], input.Dimensions[2]);
        if (size is { } asked && ((width > 0 && width != asked.Width) || (height > 0 && height != asked.Height)))
            throw new ArgumentException($"The model's input is {width} x {height}; a size of {asked.Width} x {asked.Height} was asked for.");
        if (width > 0 && height > 0)
            return new(width, height);
        return (size ?? metadata) is { } open ? new(width > 0 ? width : open.Width, height > 0 ? height : open.Height) : null;
    }

    /// <summary>The input's numbers.</summary>
    public static TensorElement ElementOf(OnnxTensorInfo input) => input.ElementType switch
    {
        TensorElementType.Float or TensorElementType.Float16 => TensorElement.Single,
        TensorElementType.UInt8 => TensorElement.Byte,
        TensorElementType.Int8 => TensorElement.SByte,
        TensorElementType.Int32 => TensorElement.Int32,
        _ => throw new ArgumentException($"The model's input is {input}; pictures become Float, Float16, UInt8, Int8 or Int32."),
    };

    /// <summary>Bytes that go in as they are.</summary>
    public static ChannelNormalization AsTheyAre(TensorElement element) =>
        element == TensorElement.SByte ? ChannelNormalization.Uniform(1, -128) : ChannelNormalization.None;
}
