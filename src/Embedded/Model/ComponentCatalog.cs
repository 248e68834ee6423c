using System.Reflection;

namespace Microsoft.ML.Runtime;

/// <summary>What a model file may name. A file never names a .NET type: it names an entry of this catalog.</summary>
public sealed class ComponentCatalog
{
    private readonly Dictionary<(string Name, Type Signature), LoadableClassInfo> _classes = [];
    private readonly Dictionary<(Type Attribute, string Contract), Type> _extensions = [];
    private readonly HashSet<Assembly> _assemblies = [];
    private readonly Lock _lock = new();

    internal ComponentCatalog() => RegisterAssembly(typeof(ComponentCatalog).Assembly);

    /// <summary>Makes known what the attributes of an assembly declare.</summary>
    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        lock (_lock)
        {
            if (!_assemblies.Add(assembly))
                return;
            foreach (var attribute in assembly.GetCustomAttributes<LoadableClassAttributeBase>())
            {
                var create = attribute.LoaderType.GetMethod("Create", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [typeof(IHostEnvironment), typeof(ModelLoadContext)]);
                Contracts.Check(create != null, $"Can't instantiate loadable class '{attribute.InstanceType.Name}' with name '{attribute.LoadNames[0]}'");
                AddClass(new LoadableClassInfo(attribute, null, null, create, true), attribute.LoadNames, throwOnError);
            }

            foreach (var type in assembly.GetTypes().Where(t => t.IsClass && !t.IsAbstract))
            {
                foreach (var attribute in type.GetCustomAttributes<ExtensionBaseAttribute>(inherit: false))
                    AddExtension(attribute, type, throwOnError);
            }
        }
    }

    /// <summary>The class that registered itself for a contract, or null.</summary>
    internal object CreateExtensionOrNull(Type attributeType, string contractName)
    {
        lock (_lock)
            return _extensions.TryGetValue((attributeType, contractName), out var type) ? Activator.CreateInstance(type) : null;
    }

    internal bool TryCreateInstance(IHostEnvironment env, Type signature, string name, object argument, out object result)
    {
        LoadableClassInfo info;
        lock (_lock)
        {
            if (!_classes.TryGetValue((name.ToLowerInvariant(), signature), out info))
            {
                result = null;
                return false;
            }
        }

        result = info.CreateInstance(env, argument);
        return true;
    }

    private void AddClass(LoadableClassInfo info, string[] loadNames, bool throwOnError)
    {
        foreach (var signature in info.SignatureTypes)
        {
            foreach (var name in loadNames)
            {
                var known = !_classes.TryAdd((name.ToLowerInvariant(), signature), info);
                if (known && throwOnError)
                    throw new InvalidOperationException($"ComponentCatalog cannot map name '{name}' and SignatureType '{signature}' to {info.Type.Name}, it is already mapped.");
            }
        }
    }

    private void AddExtension(ExtensionBaseAttribute attribute, Type type, bool throwOnError)
    {
        var known = !_extensions.TryAdd((attribute.GetType(), attribute.ContractName), type);
        if (known && throwOnError && _extensions[(attribute.GetType(), attribute.ContractName)] != type)
            throw new InvalidOperationException($"ComponentCatalog cannot map contract name '{attribute.ContractName}' to {type.Name}, it is already mapped.");
    }

    /// <summary>How an entry is made.</summary>
    internal sealed class LoadableClassInfo
    {
        private readonly MethodBase _create;
        private readonly bool _requireEnvironment;

        internal LoadableClassInfo(LoadableClassAttributeBase attr, MethodInfo getter, ConstructorInfo ctor, MethodInfo create, bool requireEnvironment)
        {
            Type = attr.InstanceType;
            SignatureTypes = attr.SigTypes;
            _create = (MethodBase)getter ?? (MethodBase)ctor ?? create;
            _requireEnvironment = requireEnvironment;
        }

        public Type Type { get; }

        public IReadOnlyList<Type> SignatureTypes { get; }

        internal object CreateInstance(IHostEnvironment env, object argument)
        {
            object[] arguments = _requireEnvironment ? [env, argument] : [argument];
            return _create is ConstructorInfo constructor
                ? constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null)
                : _create.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }
    }
}
