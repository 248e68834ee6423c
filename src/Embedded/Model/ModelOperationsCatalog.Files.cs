using System.Text;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class ModelOperationsCatalog
{
    private const string SchemaEntry = "Schema.embedded";
    private const string LoaderDirectory = "CompositeLoader";

    /// <summary>Saves a model with the schema of its input, from which image columns are left out.</summary>
    public void Save(ITransformer model, DataViewSchema inputSchema, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var repository = new RepositoryWriter(stream);
        if (model != null)
            ModelSaveContext.SaveModel(repository, model, CompositeDataLoader.TransformerDirectory);
        if (inputSchema == null)
            return;
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
            SchemaFile.Write(writer, inputSchema);
        repository.Write(SchemaEntry, bytes);
    }

    /// <summary>Saves a model with the schema of its input, from which image columns are left out.</summary>
    public void Save(ITransformer model, DataViewSchema inputSchema, string filePath)
    {
        Contracts.CheckNonEmpty(filePath, nameof(filePath));
        using var stream = File.Create(filePath);
        Save(model, inputSchema, stream);
    }

    /// <summary>Saves a model with the loader of its input.</summary>
    public void Save<TSource>(ITransformer model, IDataLoader<TSource> loader, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(loader);
        ArgumentNullException.ThrowIfNull(stream);
        using var repository = new RepositoryWriter(stream);
        var chain = model == null ? null : new TransformerChain<ITransformer>(model);
        ModelSaveContext.SaveModel(repository, new CompositeDataLoader<TSource, ITransformer>(loader, chain), LoaderDirectory);
    }

    /// <summary>Saves a model with the loader of its input.</summary>
    public void Save<TSource>(ITransformer model, IDataLoader<TSource> loader, string filePath)
    {
        Contracts.CheckNonEmpty(filePath, nameof(filePath));
        using var stream = File.Create(filePath);
        Save(model, loader, stream);
    }

    /// <summary>Loads a model and the schema that was saved with it, null if none was.</summary>
    public ITransformer Load(Stream stream, out DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var repository = new RepositoryReader(stream);
        if (ModelLoadContext.LoadModelOrNull<IDataLoader<IMultiStreamSource>, SignatureLoadModel>(_environment, out var loader, repository, LoaderDirectory))
        {
            var transformer = Decompose(ref loader);
            inputSchema = loader.GetOutputSchema();
            return transformer;
        }

        inputSchema = null;
        using (var entry = repository.OpenOrNull(SchemaEntry))
        {
            if (entry != null)
            {
                using var reader = new BinaryReader(entry, Encoding.UTF8);
                inputSchema = SchemaFile.Read(reader);
            }
        }

        ModelLoadContext.LoadModel<ITransformer, SignatureLoadModel>(_environment, out var model, repository, CompositeDataLoader.TransformerDirectory);
        return model;
    }

    /// <summary>Loads a model and the schema that was saved with it, null if none was.</summary>
    public ITransformer Load(string filePath, out DataViewSchema inputSchema)
    {
        Contracts.CheckNonEmpty(filePath, nameof(filePath));
        using var stream = File.OpenRead(filePath);
        return Load(stream, out inputSchema);
    }

    /// <summary>Loads a model that was saved with a loader.</summary>
    public ITransformer LoadWithDataLoader(Stream stream, out IDataLoader<IMultiStreamSource> loader)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var repository = new RepositoryReader(stream);
        Contracts.Check(
            ModelLoadContext.LoadModelOrNull<IDataLoader<IMultiStreamSource>, SignatureLoadModel>(_environment, out loader, repository, LoaderDirectory),
            "Model does not contain an IDataLoader. Perhaps this was saved with a DataViewSchema, or even no information on its input at all. Consider using the Load method instead.");
        return Decompose(ref loader);
    }

    /// <summary>Loads a model that was saved with a loader.</summary>
    public ITransformer LoadWithDataLoader(string filePath, out IDataLoader<IMultiStreamSource> loader)
    {
        Contracts.CheckNonEmpty(filePath, nameof(filePath));
        using var stream = File.OpenRead(filePath);
        return LoadWithDataLoader(stream, out loader);
    }

    /// <summary>The model and the plain loader; a model that was saved as it is comes back as it is, not in a chain of one.</summary>
    private static ITransformer Decompose(ref IDataLoader<IMultiStreamSource> loader)
    {
        if (loader is not CompositeDataLoader<IMultiStreamSource, ITransformer> composite)
            return new TransformerChain<ITransformer>();
        loader = composite.Loader;
        var transformers = ((ITransformerChainAccessor)composite.Transformer).Transformers;
        return transformers.Length == 1 ? transformers[0] : composite.Transformer;
    }
}
