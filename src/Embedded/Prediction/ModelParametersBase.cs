namespace Microsoft.ML.Trainers;

/// <summary>Base of what trainers learn: a function from features to <typeparamref name="TOutput"/>.</summary>
public abstract class ModelParametersBase<TOutput> : ICanSaveModel
{
    private protected ModelParametersBase()
    {
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => SaveCore(ctx);

    private protected abstract void SaveCore(ModelSaveContext ctx);
}
