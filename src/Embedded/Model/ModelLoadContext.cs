using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Where one component reads itself back.</summary>
internal sealed class ModelLoadContext : IDisposable
{
    public const string ModelStreamName = "Model.bin";

    public readonly RepositoryReader Repository;
    public readonly string Directory;
    public readonly BinaryReader Reader;

    private readonly string _loaderSignature;
    private readonly string _modelSignature;
    private readonly uint _written;
    private readonly uint _readable;

    private ModelLoadContext(RepositoryReader repository, string directory, Stream stream)
    {
        Repository = repository;
        Directory = directory;
        Reader = new BinaryReader(stream, Encoding.UTF8);
        _loaderSignature = Reader.ReadString();
        _modelSignature = Reader.ReadString();
        _written = Reader.ReadUInt32();
        _readable = Reader.ReadUInt32();
    }

    public static bool LoadModelOrNull<TRes, TSig>(IHostEnvironment env, out TRes result, RepositoryReader repository, string directory)
        where TRes : class
    {
        var stream = repository.OpenOrNull(RepositoryPath.Combine(directory, ModelStreamName));
        if (stream == null)
        {
            result = null;
            return false;
        }

        using var context = new ModelLoadContext(repository, directory, stream);
        Contracts.CheckDecode(
            env.ComponentCatalog.TryCreateInstance(env, typeof(TSig), context._loaderSignature, context, out var loaded),
            $"Couldn't load model: '{directory}' was written by '{context._loaderSignature}', which is not registered in the component catalog.");
        result = loaded as TRes ?? throw new FormatException($"Couldn't load model: '{directory}' holds a {loaded?.GetType()}, not a {typeof(TRes)}.");
        return true;
    }

    public static void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, RepositoryReader repository, string directory)
        where TRes : class
        => Contracts.CheckDecode(LoadModelOrNull<TRes, TSig>(env, out result, repository, directory), $"Corrupt model file: there is no '{directory}'.");

    public bool LoadModelOrNull<TRes, TSig>(IHostEnvironment env, out TRes result, string name)
        where TRes : class
        => LoadModelOrNull<TRes, TSig>(env, out result, Repository, RepositoryPath.Combine(Directory, name));

    public void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, string name)
        where TRes : class
        => LoadModel<TRes, TSig>(env, out result, Repository, RepositoryPath.Combine(Directory, name));

    /// <summary>Refuses what another component, or a newer or too old version of this one, wrote.</summary>
    public void CheckAtModel(VersionInfo ver)
    {
        Contracts.CheckDecode(_modelSignature == ver.ModelSignature, $"Unknown file type: '{_modelSignature}' where '{ver.ModelSignature}' was expected.");
        Contracts.CheckDecode(_readable <= ver.VerWrittenCur, $"The component '{ver.LoaderSignature}' of the model is too new: version {_readable}, at most {ver.VerWrittenCur} can be read.");
        Contracts.CheckDecode(_written >= ver.VerWeCanReadBack, $"The component '{ver.LoaderSignature}' of the model is too old: version {_written}, at least {ver.VerWeCanReadBack} can be read.");
    }

    public string LoadString() => Reader.ReadString();

    public string LoadNonEmptyString()
    {
        var text = Reader.ReadString();
        Contracts.CheckDecode(text.Length > 0, "Corrupt model file: an empty name.");
        return text;
    }

    public string LoadStringOrNull() => Reader.ReadBoolean() ? Reader.ReadString() : null;

    public bool TryLoadBinaryStream(string name, Action<BinaryReader> action)
    {
        var stream = Repository.OpenOrNull(RepositoryPath.Combine(Directory, name));
        if (stream == null)
            return false;
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        action(reader);
        return true;
    }

    public void Dispose() => Reader.Dispose();
}
