using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>
/// The column that says on which side of a split a row is. Without a sampling key it is random; a key column is taken as it is (parts of the key range),
/// a floating-point column is scaled to 0..1 (parts of its range), anything else is hashed.
/// </summary>
internal sealed class SplitColumn
{
    private readonly LocalEnvironment _environment;
    private readonly IDataView _data;
    private readonly string _name;

    public SplitColumn(LocalEnvironment environment, IDataView data, string samplingKey, int? seed)
    {
        _environment = environment;
        _name = FreeName(data.Schema);
        seed ??= environment.Seed;
        if (samplingKey == null)
        {
            _data = new RandomColumnView(environment, data, _name, seed ?? environment.NextSeed());
            return;
        }

        var key = data.Schema.GetColumnOrNull(samplingKey) ?? throw Contracts.ExceptSchemaMismatch("samplingKeyColumn", "SamplingKeyColumn", samplingKey);
        ITransformer transformer = key.Type switch
        {
            KeyDataViewType => new ColumnCopyingTransformer(environment, (_name, samplingKey)),
            NumberDataViewType when RangePredicate.Suits(key.Type) => new NormalizingEstimator(environment, fixZero: false, (_name, samplingKey)).Fit(data),
            _ => new HashedColumn(environment, _name, samplingKey, seed ?? 314489979),
        };
        _data = transformer.Transform(data);
    }

    /// <summary>The rows between two bounds in 0..1, or those outside of them.</summary>
    public IDataView Part(double min, double max, bool includeMax, bool complement)
    {
        var column = _data.Schema[_name];
        includeMax |= column.Type is KeyDataViewType && max >= 1;
        var rows = new RangePredicate(column, min, max, includeMax, complement).Filter(_environment, _data);
        return new ColumnSelectingTransformer(_environment, null, [_name], keepHidden: true, ignoreMissing: false).Transform(rows);
    }

    /// <summary>The rows of all the other folds, and those of one.</summary>
    public (IDataView Train, IDataView Test) Fold(int fold, int folds)
    {
        var (min, max) = ((double)fold / folds, (double)(fold + 1) / folds);
        return (Part(min, max, includeMax: true, complement: true), Part(min, max, includeMax: true, complement: false));
    }

    private static string FreeName(DataViewSchema schema)
    {
        var name = "SplitColumn";
        for (var i = 0; schema.GetColumnOrNull(name) != null; i++)
            name = $"SplitColumn_{i:000}";
        return name;
    }
}
