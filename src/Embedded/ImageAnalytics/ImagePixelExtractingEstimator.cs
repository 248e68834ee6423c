using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Takes images of known size apart into vectors.</summary>
public sealed class ImagePixelExtractingEstimator : TrivialEstimator<ImagePixelExtractingTransformer>
{
    internal ImagePixelExtractingEstimator(ImagePixelExtractingTransformer transformer)
        : base(transformer)
    {
    }

    /// <summary>The colours to take.</summary>
    [Flags]
    [SuppressMessage("Naming", "CA2217:Do not mark enums with FlagsAttribute", Justification = "ML.NET's type.")]
    public enum ColorBits : byte
    {
        Alpha = 1,
        Red = 2,
        Green = 4,
        Blue = 8,
        Rgb = Red | Green | Blue,
        All = Alpha | Rgb,
    }

    /// <summary>The order of the colours; those not taken are passed over.</summary>
    public enum ColorsOrder : byte
    {
        ARGB = 1,
        ARBG = 2,
        ABRG = 3,
        ABGR = 4,
        AGRB = 5,
        AGBR = 6,
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var (output, name) = Transformer.ColumnPairs[0];
        var input = inputSchema.Find(name);
        if (input.ItemType is not ImageDataViewType || input.Kind != SchemaShape.Column.VectorKind.Scalar)
            throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "input", name, new ImageDataViewType().ToString(), input.GetTypeString());
        return inputSchema.With(new SchemaShape.Column(output, SchemaShape.Column.VectorKind.Vector, Transformer.ItemType, false));
    }
}
