using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepRecipes.Detection;

/// <summary>The parts of one sort (decoders, suppressions) in this assembly, found by their interface, created by kind and JSON options. Files name kinds, never types.</summary>
/// <param name="sort">What the parts are called in errors.</param>
/// <param name="definition">The generic interface that the parts implement; its static <c>Kind</c> is the name.</param>
internal sealed class KindTable<TPart>(string sort, Type definition)
    where TPart : class
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IgnoreReadOnlyProperties = true,
        MaxDepth = 16,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private readonly SortedDictionary<string, Type> types = Find(definition);

    public IReadOnlyCollection<string> Kinds => types.Keys;

    public TPart Create(string kind, JsonElement? options)
    {
        ArgumentNullException.ThrowIfNull(kind);
        if (!types.TryGetValue(kind, out var type))
            throw new ArgumentException($"'{kind}' is not a kind of {sort}. Known kinds: {string.Join(", ", Kinds)}.", nameof(kind));
        if (options is null)
            return (TPart)Activator.CreateInstance(type)!;
        try
        {
            return (TPart?)options.Value.Deserialize(type, Json)
                ?? throw new ArgumentException($"The options of {sort} '{kind}' are null; give a JSON object.", nameof(options));
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"The options of {sort} '{kind}' are not valid: {e.Message}", nameof(options), e);
        }
    }

    public string KindOf(TPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        foreach (var (kind, type) in types)
        {
            if (type == part.GetType())
                return kind;
        }

        throw new ArgumentException($"{part.GetType().Name} is not a {sort} that files can name. Known kinds: {string.Join(", ", Kinds)}.", nameof(part));
    }

    public JsonElement Options(TPart part)
    {
        _ = KindOf(part);
        return JsonSerializer.SerializeToElement(part, part.GetType(), Json);
    }

    private static SortedDictionary<string, Type> Find(Type definition)
    {
        var found = new SortedDictionary<string, Type>(StringComparer.Ordinal);
        foreach (var type in definition.Assembly.GetTypes())
        {
            if (!type.IsInterface && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == definition))
                found.Add((string)type.GetProperty("Kind")!.GetValue(null)!, type);
        }

        return found;
    }
}
