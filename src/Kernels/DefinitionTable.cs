using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace DeepRecipes.Kernels;

/// <summary>
/// The kinds of one family of definitions (ops, steps, decoders) in one assembly, by the name they have in files.
/// A file names a kind and its options, never a .NET type: what is not in this table is refused with the list of what is.
/// </summary>
/// <typeparam name="T">The family: the base record, or an interface, that every definition has.</typeparam>
internal sealed class DefinitionTable<T>
    where T : class
{
    /// <summary>Options are read strictly: an option that a kind does not have is an error, not a shrug.</summary>
    private static readonly JsonSerializerOptions s_strict = new(JsonSerializerOptions.Default)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhatIsNoOption } },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        MaxDepth = 32,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private readonly FrozenDictionary<string, Type> _types;
    private readonly string _family;
    private readonly JsonSerializerOptions _options;

    /// <summary>Finds every concrete definition of the family in the assembly of <typeparamref name="T"/>; its kind is its static <c>Kind</c> or, where it has none, its type's name.</summary>
    /// <param name="family">What a reader calls such a thing: "op", "step", "decoder".</param>
    /// <param name="converters">Converters for options that hold definitions themselves.</param>
    public DefinitionTable(string family, params ReadOnlySpan<JsonConverter> converters)
    {
        _family = family;
        _types = typeof(T).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false } && typeof(T).IsAssignableFrom(type))
            .ToFrozenDictionary(NameOf, StringComparer.Ordinal);
        _options = new(s_strict);
        foreach (var converter in converters)
            _options.Converters.Add(converter);
    }

    /// <summary>The kinds, in the order of the alphabet.</summary>
    public IReadOnlyList<string> Kinds => [.. _types.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A definition with all its defaults.</summary>
    /// <exception cref="ArgumentException">The kind is unknown, or it has options without a default.</exception>
    public T Create(string kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        try
        {
            return Read(new JsonObject { ["kind"] = kind }, _family);
        }
        catch (FormatException e)
        {
            throw new ArgumentException(e.Message, nameof(kind), e);
        }
    }

    /// <summary>The kind of a definition.</summary>
    /// <exception cref="ArgumentException">The definition's type is not in this table, so that no file could name it.</exception>
    public string KindOf(T definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        string kind = NameOf(definition.GetType());
        return _types.TryGetValue(kind, out var type) && type == definition.GetType()
            ? kind
            : throw new ArgumentException($"{definition.GetType().Name} is not a {_family} that files can name; {_family}s are: {string.Join(", ", Kinds)}.", nameof(definition));
    }

    /// <summary>The definition as an object whose first member is its kind.</summary>
    public JsonObject Write(T definition)
    {
        var written = new JsonObject { ["kind"] = KindOf(definition) };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(definition, definition.GetType(), _options)!.AsObject())
            written[name] = value?.DeepClone();
        return written;
    }

    /// <summary>Reads a definition. Every error names the <paramref name="place"/> in the file and what is allowed there.</summary>
    /// <exception cref="FormatException">The node is no object, its kind is unknown, or an option is missing, unknown or of the wrong type or value.</exception>
    public T Read(JsonNode? node, string place)
    {
        if (node is not JsonObject given)
            throw new FormatException($"{place}: an object with a \"kind\" was expected.");
        if (given["kind"] is not JsonValue value || !value.TryGetValue(out string? kind))
            throw new FormatException($"{place}: \"kind\" is missing; {_family}s are: {string.Join(", ", Kinds)}.");
        if (!_types.TryGetValue(kind, out var type))
            throw new FormatException($"{place}: unknown {_family} \"{kind}\"; {_family}s are: {string.Join(", ", Kinds)}.");
        var options = given.DeepClone().AsObject();
        options.Remove("kind");
        if (options.FirstOrDefault(option => !Properties(type).Any(property => property.Name == option.Key)) is { Key: { } unknown })
            throw new FormatException($"{place}: {_family} \"{kind}\" has no option \"{unknown}\". Its options are: {OptionsOf(type)}.");
        try
        {
            return (T)options.Deserialize(type, _options)!;
        }
        catch (JsonException e)
        {
            throw new FormatException($"{place}: {_family} \"{kind}\" cannot be read: {Choices(type, e.Path) ?? e.Message} Its options are: {OptionsOf(type)}.", e);
        }
        catch (Exception e) when (e is ArgumentException or TargetInvocationException { InnerException: ArgumentException })
        {
            throw new FormatException($"{place}: {_family} \"{kind}\": {(e.InnerException ?? e).Message}", e);
        }
    }

    private static string NameOf(Type type) => type.GetProperty("Kind", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as string ?? type.Name;

    // What can neither be set nor given to the constructor follows from the options, so that no file holds it.
    private static void LeaveOutWhatIsNoOption(JsonTypeInfo type)
    {
        for (int i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i] is { Set: null, AssociatedParameter: null })
                type.Properties.RemoveAt(i);
        }
    }

    /// <summary>What an option at the top of a definition may be where there are few choices; null elsewhere.</summary>
    private string? Choices(Type type, string? path)
    {
        var option = Properties(type).FirstOrDefault(property => $"$.{property.Name}" == path);
        var choice = option is null ? null : Nullable.GetUnderlyingType(option.PropertyType) ?? option.PropertyType;
        return choice is { IsEnum: true } ? $"\"{option!.Name}\" must be one of {string.Join(", ", Enum.GetNames(choice).Select(JsonNamingPolicy.CamelCase.ConvertName))}." : null;
    }

    private IList<JsonPropertyInfo> Properties(Type type) => _options.GetTypeInfo(type).Properties;

    private string OptionsOf(Type type) => Properties(type) is { Count: > 0 } properties ? string.Join(", ", properties.Select(property => property.Name)) : "none";
}
