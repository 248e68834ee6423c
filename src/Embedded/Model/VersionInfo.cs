using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Which component wrote a part of a model file, in which version of its format.</summary>
internal readonly struct VersionInfo
{
    public readonly string ModelSignature;
    public readonly uint VerWrittenCur;
    public readonly uint VerReadableCur;
    public readonly uint VerWeCanReadBack;
    public readonly string LoaderAssemblyName;
    public readonly string LoaderSignature;
    public readonly string LoaderSignatureAlt;

    public VersionInfo(
        string modelSignature,
        uint verWrittenCur,
        uint verReadableCur,
        uint verWeCanReadBack,
        string loaderAssemblyName,
        string loaderSignature = null,
        string loaderSignatureAlt = null)
    {
        Contracts.Check(modelSignature is { Length: 8 }, "Model signature must be eight characters");
        ModelSignature = modelSignature;
        VerWrittenCur = verWrittenCur;
        VerReadableCur = verReadableCur;
        VerWeCanReadBack = verWeCanReadBack;
        LoaderAssemblyName = loaderAssemblyName;
        LoaderSignature = loaderSignature;
        LoaderSignatureAlt = loaderSignatureAlt;
    }
}
