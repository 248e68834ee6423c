using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public abstract partial class TrainCatalogBase
{
    private protected CrossValidationResult<T>[] CrossValidateCore<T>(
        IDataView data, IEstimator<ITransformer> estimator, int numberOfFolds, string labelColumnName, string samplingKeyColumnName, int? seed, Func<IDataView, T> evaluate)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(estimator);
        Contracts.CheckParam(numberOfFolds > 1, nameof(numberOfFolds), $"Must be more than 1, but is {numberOfFolds}");
        Contracts.CheckNonEmpty(labelColumnName, nameof(labelColumnName));
        var split = new SplitColumn(_environment, data, samplingKeyColumnName, seed);
        var results = new CrossValidationResult<T>[numberOfFolds];
        for (var fold = 0; fold < numberOfFolds; fold++)
        {
            var (train, test) = split.Fold(fold, numberOfFolds);
            var model = estimator.Fit(train);
            var scored = model is ITransformerChainAccessor chain ? chain.Transform(test, TransformerScope.Everything) : model.Transform(test);
            results[fold] = new CrossValidationResult<T>(model, evaluate(scored), scored, fold);
        }

        return results;
    }

    /// <summary>The model of a fold, and what it does on the rows it was not trained on.</summary>
    public sealed class CrossValidationResult<T>
        where T : class
    {
        public readonly T Metrics;
        public readonly ITransformer Model;
        public readonly IDataView ScoredHoldOutSet;
        public readonly int Fold;

        internal CrossValidationResult(ITransformer model, T metrics, IDataView scores, int fold)
        {
            Model = model;
            Metrics = metrics;
            ScoredHoldOutSet = scores;
            Fold = fold;
        }
    }
}
