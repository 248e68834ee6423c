using DeepRecipes.Transforms;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Benchmarks.Onnx;

/// <summary>An ML.NET pipeline with <see cref="OnnxScore"/> over objects in memory; nothing is set, and it chooses by itself.</summary>
internal sealed class OurPipeline : IScoring
{
    private readonly MLContext _context = new();
    private readonly OnnxCase _network;
    private readonly SchemaDefinition _schema;
    private readonly Row[] _rows;
    private readonly OnnxScoreTransformer _model;

    public OurPipeline(OnnxCase network, float[][] rows)
    {
        _network = network;
        _schema = SchemaDefinition.Create(typeof(Row));
        _schema[nameof(Row.X)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, network.Shape);
        _rows = [.. rows.Select(row => new Row { X = row })];
        _model = (OnnxScoreTransformer)_context.Vision().OnnxScore(network.Path, nameof(Row.X)).Fit(Data(1));
    }

    public string Name
    {
        get
        {
            var chosen = _model.Diagnostics;
            return $"{chosen.Callers} x {chosen.Threads} threads, batch {chosen.BatchSize}";
        }
    }

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

    public void Dispose() => _model.Dispose();

    private IDataView Data(int count) => _context.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => _rows[i % _rows.Length]), _schema);

    private sealed class Row
    {
        public float[] X { get; set; } = [];
    }
}
