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

    public static DataKind? KindOrNull(DataViewType type)
        => Array.IndexOf(Types, type) is var index and >= 0 && index < (int)DataKind.DateTimeOffset ? (DataKind)(index + 1) : null;

    /// <summary>The place of a type among all of them, which model files hold.</summary>
    public static int IndexOf(PrimitiveDataViewType type) => Array.IndexOf(Types, type);

    public static PrimitiveDataViewType TypeAtOrNull(int index) => index < Types.Length ? Types[index] : null;

    public static DataViewType GetItemType(this DataViewType type) => (type as VectorDataViewType)?.ItemType ?? type;

    public static ulong GetKeyCount(this DataViewType type) => (type as KeyDataViewType)?.Count ?? 0;
}
