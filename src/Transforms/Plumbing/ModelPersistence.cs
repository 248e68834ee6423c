using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace DeepRecipes.Transforms;

/// <summary>
/// Makes ML.NET's own <c>Model.Save</c> and <c>Model.Load</c> work for steps. ML.NET keeps what is needed for that internal, so this one file reaches for it,
/// and fails with one clear error should it ever move.
/// </summary>
internal static class ModelPersistence
{
    /// <summary>The name that ML.NET finds the loader by: at most 24 ASCII characters.</summary>
    private const string LoaderSignature = "DeepRecipesStep";

    /// <summary>The version of what <see cref="Save"/> writes.</summary>
    private const int Version = 1;

    /// <summary>No definition is longer; a longer one is a damaged or hostile file.</summary>
    private const int LongestState = 64 << 20;

    /// <summary>As long as an array may be.</summary>
    private static readonly int LongestPayload = Array.MaxLength;

    private static readonly Internals s_mlnet = Internals.Find();
    private static readonly ConditionalWeakTable<ComponentCatalog, object> s_registered = [];
    private static readonly Lock s_lock = new();

    /// <summary>Registers the loader in a catalog, once.</summary>
    public static void Register(ComponentCatalog catalog)
    {
        lock (s_lock)
        {
            if (s_registered.TryAdd(catalog, catalog))
                s_mlnet.AddLoader(catalog, LoaderSignature, typeof(ModelPersistence).GetMethod(nameof(Load), BindingFlags.Static | BindingFlags.NonPublic)!);
        }
    }

    /// <summary>Writes a step into a model file: version, then its definition as JSON.</summary>
    public static void Save(ModelSaveContext context, VisionStep step)
    {
        ArgumentNullException.ThrowIfNull(context);
        s_mlnet.SetVersionInfo(context, LoaderSignature);
        var writer = s_mlnet.Writer(context);
        var state = Encoding.UTF8.GetBytes(VisionSteps.Write(step).ToJsonString());
        writer.Write(Version);
        writer.Write(state.Length);
        writer.Write(state);
        var payload = step.Payload;
        writer.Write(payload.Length);
        writer.Write(payload.Span);
    }

    /// <summary>What ML.NET calls to load a step; the second argument is a <c>ModelLoadContext</c>, whose type is internal.</summary>
    private static ITransformer Load(IHostEnvironment env, object context)
    {
        var reader = s_mlnet.Reader(context);
        var version = reader.ReadInt32();
        if (version is < 1 or > Version)
            throw new FormatException($"The model holds a DeepRecipes step of version {version}; this DeepRecipes reads versions 1 to {Version}. Update DeepRecipes.");
        var state = ReadBlock(reader, LongestState);
        JsonNode? definition;
        try
        {
            definition = JsonNode.Parse(state);
        }
        catch (System.Text.Json.JsonException e)
        {
            throw new FormatException($"The model holds a DeepRecipes step that is no JSON: {e.Message}", e);
        }
        return VisionSteps.Read(definition, "model").WithPayload(ReadBlock(reader, LongestPayload)).CreateTransformer(env);
    }

    private static byte[] ReadBlock(BinaryReader reader, int longest)
    {
        var length = reader.ReadInt32();
        if (length < 0 || length > longest)
            throw new FormatException($"The model holds a DeepRecipes step of {length} bytes; 0 to {longest} are allowed. The file is damaged.");
        var block = reader.ReadBytes(length);
        return block.Length == length
            ? block
            : throw new FormatException($"The model ends inside a DeepRecipes step: {length} bytes were announced, {block.Length} are there.");
    }

    /// <summary>The internals of ML.NET that are used, found once by name.</summary>
    private sealed class Internals
    {
        private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

        private readonly ConstructorInfo _versionInfo;
        private readonly MethodInfo _setVersionInfo;
        private readonly FieldInfo _writer;
        private readonly FieldInfo _reader;
        private readonly ConstructorInfo _loadableClass;
        private readonly ConstructorInfo _loadableInfo;
        private readonly MethodInfo _addClass;
        private readonly Type _signature;

        private Internals()
        {
            var core = typeof(ModelSaveContext).Assembly;
            var versionInfo = Type(core, "Microsoft.ML.VersionInfo");
            var loadableClass = Type(core, "Microsoft.ML.LoadableClassAttribute");
            _signature = Type(core, "Microsoft.ML.SignatureLoadModel");
            _versionInfo = versionInfo.GetConstructor(Any, [typeof(string), typeof(uint), typeof(uint), typeof(uint), typeof(string), typeof(string), typeof(string)]) ?? throw Moved("VersionInfo's constructor");
            _setVersionInfo = typeof(ModelSaveContext).GetMethod("SetVersionInfo", Any, [versionInfo]) ?? throw Moved("ModelSaveContext.SetVersionInfo");
            _writer = typeof(ModelSaveContext).GetField("Writer", Any) ?? throw Moved("ModelSaveContext.Writer");
            _reader = Type(core, "Microsoft.ML.ModelLoadContext").GetField("Reader", Any) ?? throw Moved("ModelLoadContext.Reader");
            _loadableClass = loadableClass.GetConstructor(Any, [typeof(string), typeof(Type), typeof(Type), typeof(Type), typeof(Type), typeof(string), typeof(string[])]) ?? throw Moved("LoadableClassAttribute's constructor");
            var loadableInfo = typeof(ComponentCatalog).GetNestedType("LoadableClassInfo", BindingFlags.Public | BindingFlags.NonPublic) ?? throw Moved("ComponentCatalog.LoadableClassInfo");
            _loadableInfo = loadableInfo.GetConstructors(Any).SingleOrDefault(constructor => constructor.GetParameters().Length == 5) ?? throw Moved("LoadableClassInfo's constructor");
            _addClass = typeof(ComponentCatalog).GetMethod("AddClass", Any, [loadableInfo, typeof(string[]), typeof(bool)]) ?? throw Moved("ComponentCatalog.AddClass");
        }

        public static Internals Find() => new();

        public BinaryWriter Writer(ModelSaveContext context) => (BinaryWriter)_writer.GetValue(context)!;

        public BinaryReader Reader(object context) => (BinaryReader)_reader.GetValue(context)!;

        public void SetVersionInfo(ModelSaveContext context, string loader)
        {
            const uint Format = 0x00010001;
            // ML.NET does not read back a block that names no assembly. The simple name holds for every version of this one.
            _setVersionInfo.Invoke(context, [_versionInfo.Invoke(["DRECSTEP", Format, Format, Format, typeof(ModelPersistence).Assembly.GetName().Name, loader, null])]);
        }

        public void AddLoader(ComponentCatalog catalog, string name, MethodInfo create)
        {
            string[] names = [name];
            var attribute = _loadableClass.Invoke(["A step of DeepRecipes", typeof(ITransformer), typeof(ModelPersistence), null, _signature, "DeepRecipes step", names]);
            _addClass.Invoke(catalog, [_loadableInfo.Invoke([attribute, null, null, create, true]), names, true]);
        }

        private static Type Type(Assembly assembly, string name) => assembly.GetType(name) ?? throw Moved(name);

        private static NotSupportedException Moved(string what) =>
            new($"This version of ML.NET has no {what}, which DeepRecipes needs to save and load its steps; it was made for ML.NET 5.0. Use that version, or a newer DeepRecipes.");
    }
}
