using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Registers a <see cref="CustomMappingFactory{TSrc, TDst}"/> under the name of the contract that model files hold.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CustomMappingFactoryAttributeAttribute : ExtensionBaseAttribute
{
    public CustomMappingFactoryAttributeAttribute(string contractName)
        : base(contractName)
    {
    }
}

/// <summary>Gives the action of a custom mapping when a model is loaded.</summary>
public abstract class CustomMappingFactory<TSrc, TDst> : ICustomMappingFactory
    where TSrc : class, new()
    where TDst : class, new()
{
    public abstract Action<TSrc, TDst> GetMapping();

    ITransformer ICustomMappingFactory.CreateTransformer(LocalEnvironment environment, string contractName)
        => new CustomMappingTransformer<TSrc, TDst>(environment, GetMapping(), contractName, null, null);
}

internal interface ICustomMappingFactory
{
    ITransformer CreateTransformer(LocalEnvironment environment, string contractName);
}

/// <summary>Reads a custom mapping back: its file holds only the names of a contract and of the assembly whose factory makes it.</summary>
internal static class CustomMappingLoader
{
    public const string LoaderSignature = "CustomTransformer";

    public static VersionInfo Version => new("CUSTOMXF", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        var contractName = ctx.LoadString();
        env.ComponentCatalog.RegisterAssembly(Assembly.Load(ctx.LoadString()));
        var factory = env.ComponentCatalog.CreateExtensionOrNull(typeof(CustomMappingFactoryAttributeAttribute), contractName) as ICustomMappingFactory;
        Contracts.Check(
            factory != null,
            $"Unable to locate an extension for the contract '{contractName}'. Ensure you have called {nameof(ComponentCatalog)}.{nameof(ComponentCatalog.RegisterAssembly)} with the Assembly that contains a class decorated with a '{typeof(CustomMappingFactoryAttributeAttribute)}'.");
        return factory.CreateTransformer(env.Local(), contractName);
    }
}
