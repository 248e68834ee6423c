using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Benchmarks.Onnx;

/// <summary>Rows of a data view over objects in memory, scored by a transformer and read through one cursor.</summary>
internal abstract class ViewScoring : IScoring
{
    private readonly MLContext _context;
    private readonly OnnxCase _network;
    private readonly SchemaDefinition _schema;
    private readonly Row[] _rows;
    private readonly ITransformer _model;

    /// <param name="context">Where the view is made.</param>
    /// <param name="network">The network.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="fit">Makes the transformer from a view; the column of rows is named as the network's input.</param>
    protected ViewScoring(MLContext context, OnnxCase network, float[][] rows, Func<IDataView, ITransformer> fit)
    {
        _context = context;
        _network = network;
        _schema = SchemaDefinition.Create(typeof(Row));
        // The type before the name, by which the column is not found any more.
        _schema[nameof(Row.X)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, network.Shape);
        _schema[nameof(Row.X)].ColumnName = network.Input;
        _rows = [.. rows.Select(row => new Row { X = row })];
        _model = fit(Data(1));
    }

    public abstract string Name { get; }

    protected ITransformer Model => _model;

    public double Score(int rows)
    {
        var view = _model.Transform(Data(rows));
        var column = view.Schema[_network.Output];
        using var cursor = view.GetRowCursor([column]);
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        var (value, sum) = (default(VBuffer<float>), 0.0);
        while (cursor.MoveNext())
        {
            getter(ref value);
            sum += value.GetItemOrDefault(0);
        }
        return sum;
    }

    public void Dispose() => (_model as IDisposable)?.Dispose();

    private IDataView Data(int count) => _context.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => _rows[i % _rows.Length]), _schema);

    private sealed class Row
    {
        public float[] X { get; set; } = [];
    }
}
