using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The columns that an evaluator reads, checked.</summary>
internal static class EvaluatedColumns
{
    public static DataViewSchema.Column Find(IDataView data, string name, string role)
    {
        Contracts.CheckNonEmpty(name, role);
        return data.Schema.GetColumnOrNull(name) ?? throw new ArgumentOutOfRangeException("schema", $"{role} column '{name}' not found");
    }

    public static void Check(DataViewSchema.Column column, string role, bool fits, string expected)
    {
        if (!fits)
            throw Contracts.ExceptSchemaMismatch("schema", role, column.Name, expected, column.Type.ToString());
    }

    /// <summary>A label as a number: a key counts from 0, a truth value is 0 or 1; a missing one is NaN.</summary>
    public static ValueGetter<float> LabelGetter(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type == NumberDataViewType.Single)
            return row.GetGetter<float>(column);
        if (column.Type == NumberDataViewType.Double)
        {
            var getter = row.GetGetter<double>(column);
            return (ref float label) =>
            {
                var value = double.NaN;
                getter(ref value);
                label = (float)value;
            };
        }

        if (column.Type is BooleanDataViewType)
        {
            var getter = row.GetGetter<bool>(column);
            return (ref float label) =>
            {
                var value = false;
                getter(ref value);
                label = value ? 1 : 0;
            };
        }

        var key = (KeyDataViewType)column.Type;
        return Generics.Call<ValueGetter<float>>((Func<DataViewRow, DataViewSchema.Column, ulong, ValueGetter<float>>)KeyGetter<uint>, key.RawType, row, column, key.Count);
    }

    private static ValueGetter<float> KeyGetter<TKey>(DataViewRow row, DataViewSchema.Column column, ulong count)
    {
        var getter = row.GetGetter<TKey>(column);
        return (ref float label) =>
        {
            TKey raw = default;
            getter(ref raw);
            var key = Convert.ToUInt64(raw);
            label = key > 0 && key <= count ? key - 1 : float.NaN;
        };
    }
}
