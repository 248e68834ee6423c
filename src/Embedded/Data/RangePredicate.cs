using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Whether a number, or where a key lies among the keys, is between two bounds.</summary>
internal sealed class RangePredicate
{
    private readonly DataViewSchema.Column _column;
    private readonly double _min;
    private readonly double _max;
    private readonly bool _includeMax;
    private readonly bool _complement;

    public RangePredicate(DataViewSchema.Column column, double min, double max, bool includeMax, bool complement = false)
    {
        Contracts.CheckParam(Suits(column.Type), "columnName", $"Column '{column.Name}' does not have compatible type: it must be Single, Double or a key, but is {column.Type}");
        _column = column;
        _min = min;
        _max = max;
        _includeMax = includeMax;
        _complement = complement;
    }

    public static bool Suits(DataViewType type) => type == NumberDataViewType.Single || type == NumberDataViewType.Double || type is KeyDataViewType;

    public IDataView Filter(LocalEnvironment environment, IDataView source) => new FilteredView(environment, source, [source.Schema[_column.Index]], Over);

    private Func<bool> Over(DataViewRow row)
    {
        if (_column.Type is KeyDataViewType key)
            return Generics.Call<Func<bool>>((Func<DataViewRow, ulong, Func<bool>>)OverKeys<uint>, key.RawType, row, key.Count);
        if (_column.Type == NumberDataViewType.Double)
        {
            var getDouble = row.GetGetter<double>(_column);
            return () =>
            {
                var value = 0.0;
                getDouble(ref value);
                return Test(value);
            };
        }

        var getSingle = row.GetGetter<float>(_column);
        return () =>
        {
            var value = 0f;
            getSingle(ref value);
            return Test(value);
        };
    }

    /// <summary>A missing key is on neither side.</summary>
    private Func<bool> OverKeys<TKey>(DataViewRow row, ulong count)
    {
        var getter = row.GetGetter<TKey>(_column);
        return () =>
        {
            TKey raw = default;
            getter(ref raw);
            var key = Convert.ToUInt64(raw);
            return key != 0 && key <= count && Test((key - 0.5) / count);
        };
    }

    /// <summary>NaN lies neither inside nor, as the complement, outside.</summary>
    private bool Test(double value)
        => _complement
            ? value < _min || (_includeMax ? value > _max : value >= _max)
            : value >= _min && (_includeMax ? value <= _max : value < _max);
}
