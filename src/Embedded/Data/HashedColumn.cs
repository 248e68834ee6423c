using System.Globalization;

namespace Microsoft.ML.Data;

/// <summary>Hashes a column of any values to numbers spread over 0..1; equal values give equal numbers on every machine.</summary>
internal sealed class HashedColumn(LocalEnvironment environment, string output, string input, int seed) : RowToRowTransformerBase(environment)
{
    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new OneToOneMapper(
        schema,
        [(output, input)],
        (_, column) => column.Type.IsCacheable()
            ? new DataViewSchema.DetachedColumn(output, NumberDataViewType.Double)
            : throw Runtime.Contracts.ExceptSchemaMismatch("samplingKeyColumn", "SamplingKeyColumn", input, "a primitive or a vector", column.Type.ToString()),
        Getter);

    private protected override void SaveModel(ModelSaveContext ctx) => throw new NotSupportedException("A split column is not a part of a model.");

    private Delegate Getter(DataViewRow row, int index, DataViewSchema.Column column, out Action disposer)
    {
        disposer = null;
        return column.Type is VectorDataViewType vector
            ? Generics.Call<Delegate>((Func<DataViewRow, DataViewSchema.Column, Delegate>)OverVector<int>, vector.ItemType.RawType, row, column)
            : Generics.Call<Delegate>((Func<DataViewRow, DataViewSchema.Column, Delegate>)OverValue<int>, column.Type.RawType, row, column);
    }

    private Delegate OverValue<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<T>(column);
        return (ValueGetter<double>)((ref double hash) =>
        {
            T value = default;
            getter(ref value);
            hash = ToUnit(Add(Start(), value));
        });
    }

    private Delegate OverVector<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> values = default;
        return (ValueGetter<double>)((ref double hash) =>
        {
            getter(ref values);
            hash = ToUnit(values.DenseValues().Aggregate(Start(), (h, v) => Add(h, v)));
        });
    }

    private ulong Start() => 14695981039346656037 ^ (uint)seed;

    /// <summary>FNV-1a over the text of the value and an end mark.</summary>
    private static ulong Add<T>(ulong hash, T value)
    {
        var text = value is ReadOnlyMemory<char> memory ? memory.Span : (value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value.ToString()).AsSpan();
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
                hash = (hash ^ b) * 1099511628211;
        }

        return (hash ^ 0xFF) * 1099511628211;
    }

    /// <summary>The last round of SplitMix64 spreads the hash; its upper 53 bits make a double in [0, 1).</summary>
    private static double ToUnit(ulong hash)
    {
        hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
        hash = (hash ^ (hash >> 27)) * 0x94d049bb133111eb;
        hash ^= hash >> 31;
        return (hash >> 11) * (1.0 / (1UL << 53));
    }
}
