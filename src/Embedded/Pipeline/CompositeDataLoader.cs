using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(CompositeDataLoader<IMultiStreamSource, ITransformer>), typeof(CompositeDataLoader), null, typeof(SignatureLoadModel), "Composite loader", CompositeDataLoader.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>A loader with transformers after it.</summary>
public sealed class CompositeDataLoader<TSource, TLastTransformer> : IDataLoader<TSource>, IDisposable
    where TLastTransformer : class, ITransformer
{
    public readonly IDataLoader<TSource> Loader;
    public readonly TransformerChain<TLastTransformer> Transformer;

    public CompositeDataLoader(IDataLoader<TSource> loader, TransformerChain<TLastTransformer> transformerChain = null)
    {
        Loader = loader ?? throw new ArgumentNullException(nameof(loader));
        Transformer = transformerChain ?? new TransformerChain<TLastTransformer>();
    }

    public IDataView Load(TSource input) => Transformer.Transform(Loader.Load(input));

    public DataViewSchema GetOutputSchema() => Transformer.GetOutputSchema(Loader.GetOutputSchema());

    public CompositeDataLoader<TSource, TNewLast> AppendTransformer<TNewLast>(TNewLast transformer)
        where TNewLast : class, ITransformer
        => new(Loader, Transformer.Append(transformer));

    public void Dispose() => Transformer.Dispose();

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(CompositeDataLoader.Version);
        ctx.SaveModel(Loader, CompositeDataLoader.LoaderDirectory);
        ctx.SaveModel(Transformer, CompositeDataLoader.TransformerDirectory);
    }
}

/// <summary>Reads a composite loader back.</summary>
internal static class CompositeDataLoader
{
    public const string LoaderSignature = "CompositeLoader";
    public const string LoaderDirectory = "Loader";
    public const string TransformerDirectory = "TransformerChain";

    public static VersionInfo Version => new("CMPSTLDR", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

    internal static CompositeDataLoader<IMultiStreamSource, ITransformer> Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        ctx.LoadModel<IDataLoader<IMultiStreamSource>, SignatureLoadModel>(env, out var loader, LoaderDirectory);
        ctx.LoadModel<TransformerChain<ITransformer>, SignatureLoadModel>(env, out var chain, TransformerDirectory);
        return new CompositeDataLoader<IMultiStreamSource, ITransformer>(loader, chain);
    }
}
