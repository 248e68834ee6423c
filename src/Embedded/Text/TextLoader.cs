using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(TextLoader), typeof(TextLoader), null, typeof(SignatureLoadModel), "Text loader", TextLoader.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Loads delimited text: a row for each line.</summary>
public sealed partial class TextLoader : IDataLoader<IMultiStreamSource>
{
    internal const string LoaderSignature = "TextLoader";

    private readonly LocalEnvironment _environment;
    private readonly TextFormat _format;

    internal TextLoader(LocalEnvironment environment, Options options, IMultiStreamSource dataSample)
        : this(environment, TextFormat.Create(options, dataSample))
    {
    }

    private TextLoader(LocalEnvironment environment, TextFormat format)
    {
        _environment = environment;
        _format = format;
    }

    private static VersionInfo Version => new("TXTLOADR", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

    public DataViewSchema GetOutputSchema() => _format.Schema;

    public IDataView Load(IMultiStreamSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new TextView(_environment, _format, source);
    }

    internal static TextLoader Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        return new TextLoader(env.Local(), TextFormat.Load(ctx.Reader));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version);
        _format.Save(ctx.Writer);
    }
}
