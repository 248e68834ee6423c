using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

[assembly: LoadableClass(typeof(ITransformer), typeof(BinaryPredictionTransformer), null, typeof(SignatureLoadModel), "Binary prediction", BinaryPredictionTransformer.LoaderSignature)]
[assembly: LoadableClass(typeof(ITransformer), typeof(MulticlassPredictionTransformer), null, typeof(SignatureLoadModel), "Multiclass prediction", MulticlassPredictionTransformer.LoaderSignature)]
[assembly: LoadableClass(typeof(ITransformer), typeof(RegressionPredictionTransformer), null, typeof(SignatureLoadModel), "Regression prediction", RegressionPredictionTransformer.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Adds the predictions of a binary model.</summary>
public sealed class BinaryPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel>
    where TModel : class
{
    internal BinaryPredictionTransformer(
        LocalEnvironment environment, TModel model, DataViewSchema trainSchema, string featureColumn, float threshold = 0, string thresholdColumn = ScoreAnnotations.Score)
        : base(environment, model, trainSchema, featureColumn)
    {
        Threshold = threshold;
        ThresholdColumn = thresholdColumn;
    }

    internal float Threshold { get; }

    internal string ThresholdColumn { get; }

    internal BinaryPredictionTransformer<TModel> WithThreshold(float threshold) => new(Environment, Model, TrainSchema, FeatureColumnName, threshold, ThresholdColumn);

    private protected override RowMapper MakeRowMapper(DataViewSchema schema)
        => new BinaryScoringMapper(schema, FeaturesIn(schema), (IScorer<float>)Model, Threshold, ThresholdColumn);

    private protected override void SaveCore(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(BinaryPredictionTransformer.Version);
        ctx.SaveNonEmptyString(FeatureColumnName);
        ctx.Writer.Write(Threshold);
        ctx.SaveNonEmptyString(ThresholdColumn);
    }
}

/// <summary>Adds the predictions of a multiclass model.</summary>
public sealed class MulticlassPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel>
    where TModel : class
{
    private readonly string _labelColumn;

    internal MulticlassPredictionTransformer(LocalEnvironment environment, TModel model, DataViewSchema trainSchema, string featureColumn, string labelColumn)
        : base(environment, model, trainSchema, featureColumn)
        => _labelColumn = labelColumn;

    private protected override RowMapper MakeRowMapper(DataViewSchema schema)
        => new MulticlassScoringMapper(schema, FeaturesIn(schema), (IScorer<VBuffer<float>>)Model, _labelColumn == null ? null : TrainSchema.GetColumnOrNull(_labelColumn));

    private protected override void SaveCore(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(MulticlassPredictionTransformer.Version);
        ctx.SaveNonEmptyString(FeatureColumnName);
        ctx.SaveStringOrNull(_labelColumn);
    }
}

/// <summary>Adds the predictions of a regression model.</summary>
public sealed class RegressionPredictionTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel>
    where TModel : class
{
    internal RegressionPredictionTransformer(LocalEnvironment environment, TModel model, DataViewSchema trainSchema, string featureColumn)
        : base(environment, model, trainSchema, featureColumn)
    {
    }

    private protected override RowMapper MakeRowMapper(DataViewSchema schema) => new RegressionScoringMapper(schema, FeaturesIn(schema), (IScorer<float>)Model);

    private protected override void SaveCore(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(RegressionPredictionTransformer.Version);
        ctx.SaveNonEmptyString(FeatureColumnName);
    }
}

/// <summary>How prediction transformers are read back: with the type of their model, for which a caller may ask.</summary>
internal static class PredictionTransformers
{
    public const string ModelDirectory = "Model";

    public static ITransformer Create(Type transformer, IHostEnvironment env, ModelLoadContext ctx, params object[] more)
    {
        ctx.LoadModel<object, SignatureLoadModel>(env, out var model, ModelDirectory);
        var modelType = model.GetType();
        // A calibrated model is asked for by its public base.
        if (modelType.IsGenericType && modelType.GetGenericTypeDefinition() == typeof(Calibrators.CalibratedModelParameters<,>))
            modelType = modelType.BaseType;
        var constructor = transformer.MakeGenericType(modelType).GetConstructors(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)[0];
        return (ITransformer)constructor.Invoke([env.Local(), model, PredictionTransformerBase<object>.LoadTrainSchema(ctx), .. more]);
    }
}

internal static class BinaryPredictionTransformer
{
    public const string LoaderSignature = "BinaryPredXfer";

    public static VersionInfo Version => new("BIN PRED", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        return PredictionTransformers.Create(typeof(BinaryPredictionTransformer<>), env, ctx, ctx.LoadNonEmptyString(), ctx.Reader.ReadSingle(), ctx.LoadNonEmptyString());
    }
}

internal static class MulticlassPredictionTransformer
{
    public const string LoaderSignature = "MulticlassPredXfer";

    public static VersionInfo Version => new("MC  PRED", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        return PredictionTransformers.Create(typeof(MulticlassPredictionTransformer<>), env, ctx, ctx.LoadNonEmptyString(), ctx.LoadStringOrNull());
    }
}

internal static class RegressionPredictionTransformer
{
    public const string LoaderSignature = "RegressionPredXfer";

    public static VersionInfo Version => new("REG PRED", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

    internal static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        return PredictionTransformers.Create(typeof(RegressionPredictionTransformer<>), env, ctx, ctx.LoadNonEmptyString());
    }
}
