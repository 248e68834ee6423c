using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Onnx;

namespace DeepRecipes.Benchmarks.Onnx;

/// <summary>ML.NET's own ApplyOnnxModel over the same objects; there is one only in the package mode.</summary>
internal sealed class StockScoringPeer : IScoringPeer
{
    public IScoring Open(OnnxCase network, float[][] rows) => new StockScoring(network, rows);

    private sealed class StockScoring : IScoring
    {
        private readonly MLContext _context = new() { FallbackToCpu = true };
        private readonly OnnxCase _network;
        private readonly SchemaDefinition _schema;
        private readonly Row[] _rows;
        private readonly OnnxTransformer _model;

        public StockScoring(OnnxCase network, float[][] rows)
        {
            _network = network;
            _schema = SchemaDefinition.Create(typeof(Row));
            _schema[nameof(Row.X)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, network.Shape);
            // From here on it is found by this name.
            _schema[nameof(Row.X)].ColumnName = network.Input;
            _rows = [.. rows.Select(row => new Row { X = row })];
            _model = _context.Transforms.ApplyOnnxModel([network.Output], [network.Input], network.Path, new Dictionary<string, int[]> { [network.Input] = [1, .. network.Shape] }, recursionLimit: 100).Fit(Data(1));
        }

        public string Name => "ApplyOnnxModel";

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
    }

    private sealed class Row
    {
        public float[] X { get; set; } = [];
    }
}
