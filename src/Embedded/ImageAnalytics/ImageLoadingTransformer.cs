using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;

[assembly: LoadableClass(typeof(ImageLoadingTransformer), typeof(ImageLoadingTransformer), null, typeof(SignatureLoadModel), "Load images", ImageLoadingTransformer.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Loads images, or their files' bytes, from paths. An empty path gives no image, or no bytes.</summary>
public sealed class ImageLoadingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "ImageLoaderTransform";

    /// <summary>The folder that relative paths start from; null for the current one.</summary>
    public readonly string ImageFolder;

    private readonly bool _asImages;

    internal ImageLoadingTransformer(LocalEnvironment environment, string imageFolder, bool asImages, params (string OutputColumnName, string InputColumnName)[] columns)
        : this(environment, asImages, FullPathOrNull(imageFolder), columns)
    {
    }

    private ImageLoadingTransformer(LocalEnvironment environment, bool asImages, string imageFolder, (string OutputColumnName, string InputColumnName)[] columns)
        : base(environment, columns)
    {
        ImageFolder = imageFolder;
        _asImages = asImages;
    }

    internal DataViewType OutputType => _asImages ? new ImageDataViewType() : new VectorDataViewType(NumberDataViewType.Byte);

    private static VersionInfo Version => new("IMGLOADR", 0x00010003, 0x00010003, 0x00010003, null, LoaderSignature);

    internal static ImageLoadingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        var columns = LoadColumns(ctx);
        var folder = ctx.LoadStringOrNull();
        return new ImageLoadingTransformer(env.Local(), ctx.Reader.ReadBoolean(), folder, columns);
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new OneToOneMapper(
        schema,
        ColumnPairs,
        (i, column) => column.Type is TextDataViewType
            ? new DataViewSchema.DetachedColumn(ColumnPairs[i].outputColumnName, OutputType)
            : throw Contracts.ExceptSchemaMismatch("inputSchema", "input", column.Name, TextDataViewType.Instance.ToString(), column.Type.ToString()),
        (DataViewRow input, int _, DataViewSchema.Column column, out Action disposer) =>
        {
            var path = input.GetGetter<ReadOnlyMemory<char>>(column);
            disposer = null;
            return _asImages ? ImageGetter(path, out disposer) : BytesGetter(path);
        });

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version);
        SaveColumns(ctx);
        ctx.SaveStringOrNull(ImageFolder);
        ctx.Writer.Write(_asImages);
    }

    private static string FullPathOrNull(string folder)
    {
        if (string.IsNullOrEmpty(folder))
            return null;
        return Directory.Exists(folder) ? Path.GetFullPath(folder) : throw new ArgumentException($"Directory \"{folder}\" does not exist.", nameof(folder));
    }

    // The getter disposes what stands in dst before it loads the next; the last one goes with the cursor.
    private ValueGetter<MLImage> ImageGetter(ValueGetter<ReadOnlyMemory<char>> getPath, out Action disposer)
    {
        MLImage last = null;
        ReadOnlyMemory<char> path = default;
        disposer = () =>
        {
            last?.Dispose();
            last = null;
        };
        return (ref MLImage dst) =>
        {
            dst?.Dispose();
            dst = null;
            getPath(ref path);
            if (!path.IsEmpty)
                dst = LoadImage(FullPath(path));
            last = dst;
        };
    }

    private ValueGetter<VBuffer<byte>> BytesGetter(ValueGetter<ReadOnlyMemory<char>> getPath)
    {
        ReadOnlyMemory<char> path = default;
        return (ref VBuffer<byte> dst) =>
        {
            getPath(ref path);
            using var file = path.IsEmpty ? default : EncodedImage.FromFile(FullPath(path));
            var editor = VBufferEditor.Create(ref dst, file.Bytes.Length);
            file.Bytes.CopyTo(editor.Values);
            dst = editor.Commit();
        };
    }

    private string FullPath(ReadOnlyMemory<char> path) => string.IsNullOrWhiteSpace(ImageFolder) ? path.ToString() : Path.Combine(ImageFolder, path.ToString());

    private static MLImage LoadImage(string path)
    {
        try
        {
            using var file = EncodedImage.FromFile(path);
            var image = MLImage.Decode(file.Bytes);
            image.Tag = path;
            return image;
        }
        catch (ImageFormatException e)
        {
            throw new ArgumentException($"The image '{path}' cannot be loaded: {e.Message}", e);
        }
    }
}
