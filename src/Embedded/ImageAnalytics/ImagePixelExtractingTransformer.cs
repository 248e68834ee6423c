using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;

[assembly: LoadableClass(typeof(ImagePixelExtractingTransformer), typeof(ImagePixelExtractingTransformer), null, typeof(SignatureLoadModel), "Extract pixels", ImagePixelExtractingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms.Image;

/// <summary>Takes images of known size apart into vectors. No image gives zeros.</summary>
public sealed class ImagePixelExtractingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "ImagePixelExtractor";

    private readonly PixelExtraction _extraction;

    internal ImagePixelExtractingTransformer(LocalEnvironment environment, string outputColumnName, string inputColumnName, PixelExtraction extraction)
        : base(environment, (outputColumnName, inputColumnName))
    {
        _extraction = extraction;
    }

    internal PrimitiveDataViewType ItemType => _extraction.AsFloats ? NumberDataViewType.Single : NumberDataViewType.Byte;

    private static VersionInfo Version => new("IMGPXEXT", 0x00010003, 0x00010002, 0x00010002, null, LoaderSignature);

    internal static ImagePixelExtractingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        var columns = LoadColumns(ctx);
        Contracts.CheckDecode(columns.Length == 1, $"Corrupt model file: {columns.Length} columns to extract pixels from instead of one.");
        return new ImagePixelExtractingTransformer(env.Local(), columns[0].outputColumnName, columns[0].inputColumnName, PixelExtraction.Load(ctx.Reader));
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new OneToOneMapper(
        schema,
        ColumnPairs,
        (_, column) => new DataViewSchema.DetachedColumn(ColumnPairs[0].outputColumnName, OutputType(column)),
        (DataViewRow input, int _, DataViewSchema.Column column, out Action disposer) =>
            _extraction.AsFloats ? Getter<float>(input, column, _extraction.Fill, out disposer) : Getter<byte>(input, column, _extraction.Fill, out disposer));

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version);
        SaveColumns(ctx);
        _extraction.Save(ctx.Writer);
    }

    private VectorDataViewType OutputType(DataViewSchema.Column column)
    {
        if (column.Type is not ImageDataViewType image)
            throw Contracts.ExceptSchemaMismatch("inputSchema", "input", column.Name, "image", column.Type.ToString());
        if (image.Height <= 0 || image.Width <= 0)
            throw Contracts.ExceptSchemaMismatch("inputSchema", "input", column.Name, "known-size image", "unknown-size image");
        return _extraction.Interleaved
            ? new VectorDataViewType(ItemType, image.Height, image.Width, _extraction.Planes)
            : new VectorDataViewType(ItemType, _extraction.Planes, image.Height, image.Width);
    }

    private delegate void FillValues<TValue>(MLImage image, Span<TValue> values);

    private ValueGetter<VBuffer<TValue>> Getter<TValue>(DataViewRow input, DataViewSchema.Column column, FillValues<TValue> fill, out Action disposer)
    {
        var type = (ImageDataViewType)column.Type;
        var size = OutputType(column).Size;
        var getImage = input.GetGetter<MLImage>(column);
        MLImage image = null;
        disposer = () =>
        {
            image?.Dispose();
            image = null;
        };
        return (ref VBuffer<TValue> dst) =>
        {
            getImage(ref image);
            if (image is null)
            {
                dst = VBufferEditor.Create(ref dst, size, 0).Commit();
                return;
            }

            if (image.Height != type.Height || image.Width != type.Width)
                throw new InvalidOperationException($"Column '{column.Name}' is of type {type} but holds an image of height {image.Height} and width {image.Width}.");
            var editor = VBufferEditor.Create(ref dst, size);
            fill(image, editor.Values);
            dst = editor.Commit();
        };
    }
}
