namespace Microsoft.ML.Data;

/// <summary>Which .NET type (with which attribute) stands for which column type that ML.NET does not know by itself.</summary>
public static class DataViewTypeManager
{
    private static readonly Dictionary<RawType, DataViewType> ByRawType = [];
    private static readonly Dictionary<DataViewType, RawType> ByType = [];
    private static readonly Lock Gate = new();

    [Obsolete("This API is deprecated, please use the new form of Register which takes in a single DataViewTypeAttribute instead.", false)]
    public static void Register(DataViewType dataViewType, Type type, IEnumerable<Attribute> typeAttributes)
    {
        Attribute[] attributes = [.. typeAttributes ?? []];
        if (attributes.Length > 1)
            throw new ArgumentOutOfRangeException(nameof(type), $"Type {type} has too many attributes.");
        if (attributes.Length == 1 && attributes[0] is not DataViewTypeAttribute)
            throw new ArgumentOutOfRangeException(nameof(type), $"Type {type} has an attribute that is not of DataViewTypeAttribute.");
        Register(dataViewType, type, (DataViewTypeAttribute)attributes.FirstOrDefault());
    }

    /// <summary>Makes members of type <paramref name="type"/> that carry an attribute equal to <paramref name="typeAttribute"/> columns of <paramref name="dataViewType"/>.</summary>
    public static void Register(DataViewType dataViewType, Type type, DataViewTypeAttribute typeAttribute = null)
    {
        if (DataKinds.TypeOrNull(type) != null || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>)))
            throw new ArgumentOutOfRangeException(nameof(type), $"Type {type} has been registered as ML.NET's default supported type, so it can't not be registered again.");
        var rawType = new RawType(type, typeAttribute);
        lock (Gate)
        {
            if (ByRawType.TryGetValue(rawType, out var knownType) && !knownType.Equals(dataViewType))
                throw new ArgumentOutOfRangeException(nameof(type), $"Repeated type register. The raw type {type} has been associated with {knownType} so it cannot be associated with {dataViewType}.");
            if (ByType.TryGetValue(dataViewType, out var knownRaw) && !knownRaw.Equals(rawType))
                throw new ArgumentOutOfRangeException(nameof(dataViewType), $"Repeated type register. The DataView type {dataViewType} has been associated with {knownRaw.Type} so it cannot be associated with {type}.");
            ByRawType[rawType] = dataViewType;
            ByType[dataViewType] = rawType;
        }
    }

    internal static DataViewType TypeOrNull(Type type, IEnumerable<Attribute> attributes)
    {
        DataViewTypeAttribute[] own = [.. (attributes ?? []).OfType<DataViewTypeAttribute>()];
        if (own.Length > 1)
            throw new ArgumentOutOfRangeException(nameof(type), $"Type {type.Name} cannot be marked with multiple attributes derived from {typeof(DataViewTypeAttribute)}.");
        lock (Gate)
            return ByRawType.GetValueOrDefault(new RawType(type, own.FirstOrDefault()));
    }

    internal static bool Knows(DataViewType type)
    {
        lock (Gate)
            return ByType.ContainsKey(type);
    }

    private sealed record RawType(Type Type, DataViewTypeAttribute Attribute)
    {
        public bool Equals(RawType other)
            => other != null && Type == other.Type && (Attribute == null ? other.Attribute == null : other.Attribute != null && Attribute.Equals(other.Attribute));

        public override int GetHashCode() => Type.GetHashCode();
    }
}
