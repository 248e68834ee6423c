using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

[assembly: LoadableClass(typeof(CalibratedModelParametersBase), typeof(CalibratedModelParameters), null, typeof(SignatureLoadModel), "Calibrated model", CalibratedModelParameters.LoaderSignature)]

namespace Microsoft.ML.Calibrators;

/// <summary>A model and what turns its scores into probabilities.</summary>
public abstract class CalibratedModelParametersBase
{
    private protected CalibratedModelParametersBase(object subModel, ICalibrator calibrator)
    {
        SubModel = subModel;
        Calibrator = calibrator;
    }

    public object SubModel { get; }

    public ICalibrator Calibrator { get; }
}

/// <summary>A model and what turns its scores into probabilities.</summary>
public abstract class CalibratedModelParametersBase<TSubModel, TCalibrator> : CalibratedModelParametersBase
    where TSubModel : class
    where TCalibrator : class, ICalibrator
{
    private protected CalibratedModelParametersBase(TSubModel subModel, TCalibrator calibrator)
        : base(subModel, calibrator)
    {
    }

    public new TSubModel SubModel => (TSubModel)base.SubModel;

    public new TCalibrator Calibrator => (TCalibrator)base.Calibrator;
}

/// <summary>The one kind of calibrated model there is here.</summary>
internal sealed class CalibratedModelParameters<TSubModel, TCalibrator> : CalibratedModelParametersBase<TSubModel, TCalibrator>, ICanSaveModel, ICalibratedScorer
    where TSubModel : class, IScorer<float>, ICanSaveModel
    where TCalibrator : class, ICalibrator, ICanSaveModel
{
    public CalibratedModelParameters(TSubModel subModel, TCalibrator calibrator)
        : base(subModel, calibrator)
    {
    }

    DataViewType IScorer<float>.ScoreType => SubModel.ScoreType;

    void IScorer<float>.Score(in VBuffer<float> features, ref float score) => SubModel.Score(in features, ref score);

    float ICalibratedScorer.Probability(float score) => Calibrator.PredictProbability(score);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(CalibratedModelParameters.Version);
        ctx.SaveModel(SubModel, CalibratedModelParameters.SubModelDirectory);
        ctx.SaveModel(Calibrator, CalibratedModelParameters.CalibratorDirectory);
    }
}

/// <summary>Reads a calibrated model back.</summary>
internal static class CalibratedModelParameters
{
    public const string LoaderSignature = "CaliPredExec";
    public const string SubModelDirectory = "Predictor";
    public const string CalibratorDirectory = "Calibrator";

    public static VersionInfo Version => new("CALIPRED", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

    internal static CalibratedModelParametersBase Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        ctx.LoadModel<object, SignatureLoadModel>(env, out var model, SubModelDirectory);
        ctx.LoadModel<object, SignatureLoadModel>(env, out var calibrator, CalibratorDirectory);
        return (CalibratedModelParametersBase)Activator.CreateInstance(typeof(CalibratedModelParameters<,>).MakeGenericType(model.GetType(), calibrator.GetType()), model, calibrator);
    }
}
