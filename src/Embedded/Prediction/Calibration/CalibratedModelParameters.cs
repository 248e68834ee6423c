using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

[assembly: LoadableClass(typeof(ICanSaveModel), typeof(CalibratedModelParameters), null, typeof(SignatureLoadModel), "Calibrated model", CalibratedModelParameters.LoaderSignature)]

namespace Microsoft.ML.Calibrators;

/// <summary>Joins a binary model and its calibrator, and reads such pairs back from model files.</summary>
internal static class CalibratedModelParameters
{
    public const string LoaderSignature = "CaliPredExec";

    public static readonly VersionInfo Version = new("CALI PRD", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

    /// <summary>The pair under the types that the parts have at run time, so that a loaded model is what the trainer made.</summary>
    public static CalibratedModelParametersBase Join(IScorer<float> model, ICalibrator calibrator) =>
        (CalibratedModelParametersBase)Activator.CreateInstance(typeof(CalibratedModelParameters<,>).MakeGenericType(model.GetType(), calibrator.GetType()), model, calibrator);

    internal static ICanSaveModel Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        ctx.LoadModel<IScorer<float>, SignatureLoadModel>(env, out var model, "Predictor");
        ctx.LoadModel<ICalibrator, SignatureLoadModel>(env, out var calibrator, "Calibrator");
        return (ICanSaveModel)Join(model, calibrator);
    }
}

/// <summary>The pair itself.</summary>
internal sealed class CalibratedModelParameters<TSubModel, TCalibrator>(TSubModel model, TCalibrator calibrator)
    : CalibratedModelParametersBase<TSubModel, TCalibrator>(model, calibrator), IScorer<float>
    where TSubModel : class, IScorer<float>
    where TCalibrator : class, ICalibrator
{
    public int FeatureCount => SubModel.FeatureCount;

    public ScoreMapper<float> CreateMapper() => SubModel.CreateMapper();

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(CalibratedModelParameters.Version);
        ctx.SaveModel(SubModel, "Predictor");
        ctx.SaveModel(Calibrator, "Calibrator");
    }
}
