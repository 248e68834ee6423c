namespace Microsoft.ML.Data;

/// <summary>Which .NET types stand for which primitive column types.</summary>
internal static class DataKinds
{
    private static readonly PrimitiveDataViewType[] Types =
    [
        NumberDataViewType.SByte, NumberDataViewType.Byte, NumberDataViewType.Int16, NumberDataViewType.UInt16, NumberDataViewType.Int32,
        NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64, NumberDataViewType.Single, NumberDataViewType.Double,
        TextDataViewType.Instance, BooleanDataViewType.Instance, TimeSpanDataViewType.Instance, DateTimeDataViewType.Instance,
        DateTimeOffsetDataViewType.Instance, RowIdDataViewType.Instance,
    ];

    /// <summary>The primitive type whose values are <paramref name="type"/> (or <see cref="string"/>), or null.</summary>
    public static PrimitiveDataViewType TypeOrNull(Type type)
        => type == typeof(string) ? TextDataViewType.Instance : Array.Find(Types, t => t.RawType == type);

    public static PrimitiveDataViewType TypeOf(Type type)
        => TypeOrNull(type) ?? throw new InvalidOperationException($"There is no column type for values of type {type}.");

    public static PrimitiveDataViewType TypeOf(DataKind kind)
        => kind is >= DataKind.SByte and <= DataKind.DateTimeOffset ? Types[(int)kind - 1] : throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown data kind.");

    public static DataViewType GetItemType(this DataViewType type) => (type as VectorDataViewType)?.ItemType ?? type;

    public static ulong GetKeyCount(this DataViewType type) => (type as KeyDataViewType)?.Count ?? 0;
}
