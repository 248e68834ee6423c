using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed partial class DataOperationsCatalog
{
    /// <summary>Splits rows at random, or by a column: rows with the same value then stand on the same side.</summary>
    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string samplingKeyColumnName = null, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        Contracts.CheckParam(testFraction is > 0 and < 1, nameof(testFraction), $"Must be between 0 and 1 exclusive, but is {testFraction}");
        var split = new SplitColumn(_environment, data, samplingKeyColumnName, seed);
        return new TrainTestData(split.Part(0, testFraction, includeMax: false, complement: true), split.Part(0, testFraction, includeMax: false, complement: false));
    }

    /// <summary>Splits rows into folds; each is the test set of one pair.</summary>
    public IReadOnlyList<TrainTestData> CrossValidationSplit(IDataView data, int numberOfFolds = 5, string samplingKeyColumnName = null, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        Contracts.CheckParam(numberOfFolds > 1, nameof(numberOfFolds), $"Must be more than 1, but is {numberOfFolds}");
        var split = new SplitColumn(_environment, data, samplingKeyColumnName, seed);
        var folds = new TrainTestData[numberOfFolds];
        for (var fold = 0; fold < numberOfFolds; fold++)
        {
            var (train, test) = split.Fold(fold, numberOfFolds);
            folds[fold] = new TrainTestData(train, test);
        }

        return folds;
    }

    /// <summary>A training set and a test set.</summary>
    public struct TrainTestData
    {
        public readonly IDataView TrainSet;
        public readonly IDataView TestSet;

        internal TrainTestData(IDataView trainSet, IDataView testSet)
        {
            TrainSet = trainSet;
            TestSet = testSet;
        }
    }
}
