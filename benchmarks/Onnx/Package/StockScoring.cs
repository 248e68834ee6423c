using Microsoft.ML;

namespace DeepRecipes.Benchmarks.Onnx;

/// <summary>ML.NET's own ApplyOnnxModel over the same objects; there is one only in the package mode.</summary>
internal sealed class StockScoringPeer : IScoringPeer
{
    public IScoring Open(OnnxCase network, float[][] rows) => new StockScoring(network, rows, new() { FallbackToCpu = true });

    private sealed class StockScoring(OnnxCase network, float[][] rows, MLContext context)
        : ViewScoring(context, network, rows, data => context.Transforms
            .ApplyOnnxModel([network.Output], [network.Input], network.Path, new Dictionary<string, int[]>(StringComparer.Ordinal) { [network.Input] = [1, .. network.Shape] }, recursionLimit: 100).Fit(data))
    {
        public override string Name => "ApplyOnnxModel";
    }
}
