using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Where one component writes itself: its version, then what it needs through <see cref="Writer"/>, its parts as models of their own.</summary>
public sealed class ModelSaveContext : IDisposable
{
    internal readonly RepositoryWriter Repository;
    internal readonly string Directory;
    internal readonly BinaryWriter Writer;

    private readonly MemoryStream _body = new();
    private VersionInfo _version;

    internal ModelSaveContext(RepositoryWriter repository, string directory)
    {
        Repository = repository;
        Directory = directory;
        Writer = new BinaryWriter(_body, Encoding.UTF8);
    }

    public void Dispose() => Writer.Dispose();

    internal static void SaveModel<T>(RepositoryWriter repository, T value, string directory)
        where T : class, ICanSaveModel
    {
        using var context = new ModelSaveContext(repository, directory);
        value.Save(context);
        context.Done();
    }

    internal void SetVersionInfo(VersionInfo ver) => _version = ver;

    /// <summary>Nothing to check here: the version stands outside the body.</summary>
    internal void CheckAtModel() => Contracts.Check(_body.Length == 0, "The model must be written from its start.");

    internal void SaveModel<T>(T value, string name)
        where T : class
    {
        if (value == null)
            return;
        SaveModel(Repository, value as ICanSaveModel ?? throw new InvalidOperationException($"{value.GetType()} cannot be saved."), RepositoryPath.Combine(Directory, name));
    }

    internal void SaveString(string str) => Writer.Write(str);

    internal void SaveNonEmptyString(string str)
    {
        Contracts.CheckNonEmpty(str, nameof(str));
        Writer.Write(str);
    }

    internal void SaveStringOrNull(string str)
    {
        Writer.Write(str != null);
        if (str != null)
            Writer.Write(str);
    }

    internal void SaveBinaryStream(string name, Action<BinaryWriter> action)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
            action(writer);
        Repository.Write(RepositoryPath.Combine(Directory, name), bytes);
    }

    private void Done()
    {
        Contracts.Check(!string.IsNullOrEmpty(_version.LoaderSignature), "ModelSignature not specified!");
        using var whole = new MemoryStream();
        using var header = new BinaryWriter(whole, Encoding.UTF8);
        header.Write(_version.LoaderSignature);
        header.Write(_version.ModelSignature);
        header.Write(_version.VerWrittenCur);
        header.Write(_version.VerReadableCur);
        Writer.Flush();
        header.Write(_body.GetBuffer(), 0, (int)_body.Length);
        Repository.Write(RepositoryPath.Combine(Directory, ModelLoadContext.ModelStreamName), whole);
    }
}
