using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

[assembly: LoadableClass(typeof(OneVersusAllModelParameters), typeof(OneVersusAllModelParameters), null, typeof(SignatureLoadModel), "One versus all", OneVersusAllModelParameters.LoaderSignature)]

namespace Microsoft.ML.Trainers;

/// <summary>A binary model for each class. The scores are the models' probabilities, made to sum to one, or their raw scores.</summary>
public sealed class OneVersusAllModelParameters : ModelParametersBase<VBuffer<float>>
{
    internal const string LoaderSignature = "OVAExec";

    private readonly IScorer<float>[] _models;
    private readonly bool _useProbabilities;

    private OneVersusAllModelParameters(IScorer<float>[] models, bool useProbabilities)
    {
        _models = models;
        _useProbabilities = useProbabilities;
        ScoreType = new VectorDataViewType(NumberDataViewType.Single, models.Length);
    }

    private protected override DataViewType ScoreType { get; }

    private static VersionInfo Version => new("TLC OVA ", 0x00010001, 0x00010001, 0x00010001, null, LoaderSignature);

    internal static OneVersusAllModelParameters Of(object[] models, bool useProbabilities)
    {
        var scorers = Array.ConvertAll(models, m => m as IScorer<float> ?? throw new InvalidOperationException("Predictor doesn't implement the expected interface"));
        Contracts.Check(!useProbabilities || Array.TrueForAll(scorers, s => s is ICalibratedScorer), "Calibrated predictor does not implement the expected interface");
        return new OneVersusAllModelParameters(scorers, useProbabilities);
    }

    internal static OneVersusAllModelParameters Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        var useProbabilities = ctx.Reader.ReadBoolean();
        var count = ctx.Reader.ReadInt32();
        Contracts.CheckDecode(count > 0, $"Corrupt model file: one-versus-all of {count} models.");
        var models = new List<object>();
        for (var i = 0; i < count; i++)
        {
            ctx.LoadModel<object, SignatureLoadModel>(env, out var model, Directory(i));
            models.Add(model);
        }

        return Of([.. models], useProbabilities);
    }

    private protected override void Save(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version);
        ctx.Writer.Write(_useProbabilities);
        ctx.Writer.Write(_models.Length);
        for (var i = 0; i < _models.Length; i++)
            ctx.SaveModel(_models[i], Directory(i));
    }

    private protected override void Score(in VBuffer<float> features, ref VBuffer<float> score)
    {
        var editor = VBufferEditor.Create(ref score, _models.Length);
        for (var i = 0; i < _models.Length; i++)
        {
            _models[i].Score(in features, ref editor.Values[i]);
            if (_useProbabilities)
                editor.Values[i] = ((ICalibratedScorer)_models[i]).Probability(editor.Values[i]);
        }

        if (_useProbabilities)
            NormalizeSumToOne(editor.Values);
        score = editor.Commit();
    }

    private static string Directory(int i) => string.Create(CultureInfo.InvariantCulture, $"SubPredictor_{i:000}");

    // Not-a-number stays and does not count.
    private static void NormalizeSumToOne(Span<float> probabilities)
    {
        var sum = 0.0;
        foreach (var probability in probabilities)
            sum += float.IsNaN(probability) ? 0 : probability;
        if (!(sum > 0))
            return;
        foreach (ref var probability in probabilities)
            probability = (float)(probability / sum);
    }
}
