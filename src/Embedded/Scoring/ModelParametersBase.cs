using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

/// <summary>Base of what a trainer learned.</summary>
public abstract class ModelParametersBase<TOutput> : ICanSaveModel, IScorer<TOutput>
{
    private protected ModelParametersBase()
    {
    }

    DataViewType IScorer<TOutput>.ScoreType => ScoreType;

    private protected abstract DataViewType ScoreType { get; }

    void IScorer<TOutput>.Score(in VBuffer<float> features, ref TOutput score) => Score(in features, ref score);

    void ICanSaveModel.Save(ModelSaveContext ctx) => Save(ctx);

    /// <summary>Fills <paramref name="score"/>; safe for several threads at once.</summary>
    private protected abstract void Score(in VBuffer<float> features, ref TOutput score);

    /// <summary>Sets the version and writes what <c>Create(IHostEnvironment, ModelLoadContext)</c> reads.</summary>
    private protected abstract void Save(ModelSaveContext ctx);
}
