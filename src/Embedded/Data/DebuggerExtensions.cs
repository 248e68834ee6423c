using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Shows the first rows, for debugging.</summary>
public static class DebuggerExtensions
{
    public static DataDebuggerPreview Preview(this IDataView data, int maxRows = 100) => new(data, maxRows);

    public static DataDebuggerPreview Preview(this ITransformer transformer, IDataView data, int maxRows = 100) => new(transformer.Transform(data), maxRows);

    public static DataDebuggerPreview Preview(this IEstimator<ITransformer> estimator, IDataView data, int maxRows = 100, int maxTrainingRows = 100)
        => new(estimator.Fit(new SkipTakeView(new LocalEnvironment(), data, 0, maxTrainingRows)).Transform(data), maxRows);

    public static DataDebuggerPreview Preview<TSource>(this IDataLoader<TSource> loader, TSource source, int maxRows = 100) => new(loader.Load(source), maxRows);
}
