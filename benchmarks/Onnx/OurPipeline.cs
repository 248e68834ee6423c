using DeepRecipes.Transforms;
using Microsoft.ML;

namespace DeepRecipes.Benchmarks.Onnx;

/// <summary>An ML.NET pipeline with <see cref="OnnxScore"/> over objects in memory; nothing is set, and it chooses by itself.</summary>
internal sealed class OurPipeline(OnnxCase network, float[][] rows, MLContext context)
    : ViewScoring(context, network, rows, data => context.Vision().OnnxScore(network.Path).Fit(data))
{
    public OurPipeline(OnnxCase network, float[][] rows)
        : this(network, rows, new())
    {
    }

    public override string Name
    {
        get
        {
            var chosen = ((OnnxScoreTransformer)Model).Diagnostics;
            return $"{chosen.Callers} x {chosen.Threads} threads, batch {chosen.BatchSize}";
        }
    }
}
