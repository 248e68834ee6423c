using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>The signature of a component that is read from a model file.</summary>
internal delegate void SignatureLoadModel(ModelLoadContext ctx);

/// <summary>Says which static <c>Create(IHostEnvironment, ModelLoadContext)</c> reads what stands in model files under a name.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class LoadableClassAttribute : LoadableClassAttributeBase
{
    public LoadableClassAttribute(Type instType, Type loaderType, Type argType, Type sigType, string userName, params string[] loadNames)
        : base(null, instType, loaderType, argType, [sigType], userName, loadNames)
    {
    }

    public LoadableClassAttribute(string summary, Type instType, Type loaderType, Type argType, Type sigType, string userName, params string[] loadNames)
        : base(summary, instType, loaderType, argType, [sigType], userName, loadNames)
    {
    }
}

internal abstract class LoadableClassAttributeBase : Attribute
{
    protected LoadableClassAttributeBase(string summary, Type instType, Type loaderType, Type argType, Type[] sigTypes, string userName, params string[] loadNames)
    {
        ArgumentNullException.ThrowIfNull(instType);
        ArgumentNullException.ThrowIfNull(loaderType);
        Contracts.CheckParam(argType == null, nameof(argType), "Arguments are not supported.");
        if (loadNames == null || loadNames.Length == 0)
            loadNames = [userName];
        Contracts.CheckParam(!Array.Exists(loadNames, string.IsNullOrWhiteSpace), nameof(loadNames), "LoadableClass loadName parameter can't be empty");
        InstanceType = instType;
        LoaderType = loaderType;
        SigTypes = sigTypes;
        Summary = summary;
        UserName = userName;
        LoadNames = loadNames;
    }

    public Type InstanceType { get; }

    public Type LoaderType { get; }

    public Type[] SigTypes { get; }

    public string Summary { get; }

    public string UserName { get; }

    public string[] LoadNames { get; }
}
