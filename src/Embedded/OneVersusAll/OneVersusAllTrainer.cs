using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

/// <summary>Trains one binary model for each class, which tells it from all others; rows without a label count as others.</summary>
public sealed class OneVersusAllTrainer : MetaMulticlassTrainer<MulticlassPredictionTransformer<OneVersusAllModelParameters>, OneVersusAllModelParameters>
{
    private readonly bool _useProbabilities;

    internal OneVersusAllTrainer(
        LocalEnvironment environment, ITrainerEstimator<ISingleFeaturePredictionTransformer<object>, object> trainer, string labelColumnName, bool useProbabilities)
        : base(environment, labelColumnName, trainer)
        => _useProbabilities = useProbabilities;

    public override MulticlassPredictionTransformer<OneVersusAllModelParameters> Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var models = new object[CountClasses(input.Schema)];
        string featureColumn = null;
        for (var i = 0; i < models.Length; i++)
        {
            var transformer = Trainer.Fit(IsClass(input, (uint)i + 1));
            models[i] = transformer.Model;
            featureColumn = transformer.FeatureColumnName;
        }

        return new MulticlassPredictionTransformer<OneVersusAllModelParameters>(
            Environment, OneVersusAllModelParameters.Of(models, _useProbabilities), input.Schema, featureColumn, LabelColumn.Name);
    }

    /// <summary>The view with the label hidden by a Boolean of its name: whether it is this class.</summary>
    private RowMappingView IsClass(IDataView input, uint key) => new(
        Environment,
        input,
        new OneToOneMapper(
            input.Schema,
            [(LabelColumn.Name, LabelColumn.Name)],
            (_, column) => new DataViewSchema.DetachedColumn(column.Name, BooleanDataViewType.Instance),
            (DataViewRow row, int _, DataViewSchema.Column column, out Action disposer) =>
            {
                disposer = null;
                var getLabel = row.GetGetter<uint>(column);
                var label = 0u;
                return (ValueGetter<bool>)((ref bool isClass) =>
                {
                    getLabel(ref label);
                    isClass = label == key;
                });
            }));
}
