using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>
/// Trains boosted trees that tell two classes apart. The label is Boolean. A score s means the probability 1 / (1 + exp(-2 * learning rate * s)),
/// which is what the loss is about, so that no calibrator has to be trained.
/// </summary>
public sealed class FastTreeBinaryTrainer : BoostingFastTreeTrainerBase<
    FastTreeBinaryTrainer.Options,
    BinaryPredictionTransformer<CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator>>,
    CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator>>
{
    internal FastTreeBinaryTrainer(LocalEnvironment environment, Options options)
        : base(environment, options, TrainerColumns.BooleanLabel(options.LabelColumnName))
    {
    }

    /// <summary>Trains. The validation data must suit, but nothing depends on them: no rule stops early.</summary>
    public BinaryPredictionTransformer<CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator>> Fit(IDataView trainData, IDataView validationData)
        => TrainTransformer(trainData, validationData);

    private protected override CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator> TrainModelCore(IDataView trainSet, IDataView validationSet)
    {
        var slope = 2 * TrainerOptions.LearningRate;
        var balance = TrainerOptions.UnbalancedSets;
        var (ensemble, featureCount) = Train(trainSet, (labels, weights) =>
        {
            var positives = Array.ConvertAll(labels, l => l > 0);
            Contracts.Check(!balance || (positives.Contains(true) && positives.Contains(false)), "Only one class in training set.");
            return new LogisticObjective(positives, weights, slope, balance);
        });
        return new CalibratedModelParameters<FastTreeBinaryModelParameters, PlattCalibrator>(new FastTreeBinaryModelParameters(ensemble, featureCount), new PlattCalibrator(-slope, 0));
    }

    private protected override BinaryPredictionTransformer<CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator>> MakeTransformer(
        CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator> model, DataViewSchema trainSchema)
        => new(Environment, model, trainSchema, FeatureColumn.Name);

    private protected override SchemaShape.Column[] GetOutputColumnsCore(SchemaShape inputSchema) => TrainerColumns.BinaryOutput(calibrated: true);

    /// <summary>How the trees are grown.</summary>
    public sealed class Options : BoostedTreeOptions
    {
        /// <summary>Whether both classes weigh the same, however many rows they have.</summary>
        public bool UnbalancedSets;
    }
}
