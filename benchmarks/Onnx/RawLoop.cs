using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Benchmarks.Onnx;

/// <summary>
/// The loop over ONNX Runtime that one writes by hand: each caller has a buffer for a batch, copies rows into it, makes one run, and reads the output.
/// The rows are ready in memory; nothing else is done.
/// </summary>
internal sealed class RawLoop : IScoring
{
    private readonly OnnxCase _network;
    private readonly float[][] _rows;
    private readonly int _batch;
    private readonly InferenceSession _session;
    private readonly float[][] _buffers;

    /// <param name="network">The network.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="callers">Runs at once.</param>
    /// <param name="threads">Threads of one run; 0 as ONNX Runtime chooses.</param>
    /// <param name="batch">Rows of one run.</param>
    /// <param name="spins">Whether its threads spin, as they do unless told.</param>
    public RawLoop(OnnxCase network, float[][] rows, int callers, int threads, int batch, bool spins)
    {
        (_network, _rows, _batch) = (network, rows, batch);
        using var options = new SessionOptions { IntraOpNumThreads = threads };
        if (!spins)
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        _session = new(network.Path, options);
        _buffers = [.. Enumerable.Range(0, callers).Select(_ => new float[batch * network.Length])];
        Name = $"{callers} x {(threads == 0 ? "all" : threads)} threads, batch {batch}{(spins ? ", spinning" : "")}";
    }

    public string Name { get; }

    public double Score(int rows)
    {
        var next = 0;
        var sums = new double[_buffers.Length];
        if (_buffers.Length == 1)
            Call(0);
        else
            Task.WaitAll(Enumerable.Range(0, _buffers.Length).Select(caller => Task.Factory.StartNew(() => Call(caller), TaskCreationOptions.LongRunning)));
        return sums.Sum();

        void Call(int caller)
        {
            var buffer = _buffers[caller];
            long[] shape = [_batch, .. _network.Shape];
            using var options = new RunOptions();
            using var input = OrtValue.CreateTensorValueFromMemory(buffer, shape);
            while (true)
            {
                var start = Interlocked.Add(ref next, _batch) - _batch;
                if (start >= rows)
                    return;
                for (var row = 0; row < _batch; row++)
                    _rows[(start + row) % _rows.Length].CopyTo(buffer, row * _network.Length);
                using var results = _session.Run(options, [_network.Input], [input], [_network.Output]);
                var scores = results[0].GetTensorDataAsSpan<float>();
                for (var row = 0; row < _batch && start + row < rows; row++)
                    sums[caller] += scores[row * (scores.Length / _batch)];
            }
        }
    }

    public void Dispose() => _session.Dispose();
}
