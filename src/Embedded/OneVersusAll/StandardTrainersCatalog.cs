using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Microsoft.ML;

/// <summary>Trainers that are made of others.</summary>
public static class StandardTrainersCatalog
{
    /// <summary>One binary model for each class.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="binaryEstimator">Trains each of the binary models; it finds the class as a Boolean in the label column.</param>
    /// <param name="labelColumnName">A key.</param>
    /// <param name="imputeMissingLabelsAsNegative">As in ML.NET, of no effect: rows without a label always count as the other classes.</param>
    /// <param name="calibrator">Must be null: the binary trainers here are calibrated already.</param>
    /// <param name="maximumCalibrationExampleCount">Of no effect without a calibrator.</param>
    /// <param name="useProbabilities">Whether the scores are the models' probabilities made to sum to one; otherwise they are the raw scores.</param>
    /// <typeparam name="TModel">The binary models' type.</typeparam>
    public static OneVersusAllTrainer OneVersusAll<TModel>(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        ITrainerEstimator<BinaryPredictionTransformer<TModel>, TModel> binaryEstimator,
        string labelColumnName = "Label",
        bool imputeMissingLabelsAsNegative = false,
        IEstimator<ISingleFeaturePredictionTransformer<ICalibrator>> calibrator = null,
        int maximumCalibrationExampleCount = 1000000000,
        bool useProbabilities = true)
        where TModel : class
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(labelColumnName);
        _ = (imputeMissingLabelsAsNegative, maximumCalibrationExampleCount);
        if (calibrator is not null)
            throw new NotSupportedException("The embedded ML.NET trains no calibrators: its binary trainers are calibrated already. Leave the calibrator out.");
        return binaryEstimator is ITrainerEstimator<ISingleFeaturePredictionTransformer<object>, object> trainer
            ? new OneVersusAllTrainer(catalog.GetEnvironment(), trainer, labelColumnName, useProbabilities)
            : throw new ArgumentOutOfRangeException(nameof(binaryEstimator), "Trainer estimator does not appear to produce the right kind of model.");
    }
}
