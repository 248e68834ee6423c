using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers;

/// <summary>Base of trainers that make a multiclass model of binary ones. The label is a key.</summary>
public abstract class MetaMulticlassTrainer<TTransformer, TModel> : ITrainerEstimator<TTransformer, TModel>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private protected MetaMulticlassTrainer(LocalEnvironment environment, string labelColumnName, ITrainerEstimator<ISingleFeaturePredictionTransformer<object>, object> trainer)
    {
        Environment = environment;
        LabelColumn = TrainerColumns.KeyLabel(labelColumnName);
        Trainer = trainer;
        Info = new TrainerInfo(normalization: trainer.Info.NeedNormalization);
    }

    public TrainerInfo Info { get; }

    private protected LocalEnvironment Environment { get; }

    private protected SchemaShape.Column LabelColumn { get; }

    private protected ITrainerEstimator<ISingleFeaturePredictionTransformer<object>, object> Trainer { get; }

    public abstract TTransformer Fit(IDataView input);

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var label = inputSchema.Find(LabelColumn.Name, "label");
        if (!LabelColumn.IsCompatibleWith(label))
            throw Contracts.ExceptSchemaMismatch(nameof(inputSchema), "label", LabelColumn.Name, LabelColumn.GetTypeString(), label.GetTypeString());
        return inputSchema.With(TrainerColumns.MulticlassOutput(label));
    }

    private protected int CountClasses(DataViewSchema schema)
    {
        var label = schema.GetColumnOrNull(LabelColumn.Name) ?? throw Contracts.ExceptSchemaMismatch("input", "label", LabelColumn.Name);
        return label.Type is KeyDataViewType { Count: > 0 and < int.MaxValue } key && key.RawType == typeof(uint)
            ? (int)key.Count
            : throw Contracts.ExceptSchemaMismatch("input", "label", label.Name, LabelColumn.GetTypeString(), label.Type.ToString());
    }
}
