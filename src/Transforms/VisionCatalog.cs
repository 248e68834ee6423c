using DeepRecipes.Transforms;
using Microsoft.ML;

namespace DeepRecipes;

/// <summary>What DeepRecipes adds to an <see cref="MLContext"/>. Every step, evaluator and comparison hangs here as an extension method.</summary>
public sealed class VisionCatalog
{
    internal VisionCatalog(MLContext context) => Context = context;

    /// <summary>The context that the steps report to.</summary>
    public MLContext Context { get; }

    /// <summary>An estimator for a step: fitting it looks at no data.</summary>
    /// <param name="step">What is done, and on which columns.</param>
    /// <exception cref="ArgumentNullException"><paramref name="step"/> is null.</exception>
    public VisionEstimator Step(VisionStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return new(Context, step);
    }
}

/// <summary>DeepRecipes on an <see cref="MLContext"/>.</summary>
public static class VisionContextExtensions
{
    /// <summary>The catalog of DeepRecipes' steps.</summary>
    /// <param name="context">The context that the pipeline uses.</param>
    public static VisionCatalog Vision(this MLContext context) => new(context.UseDeepRecipes());

    /// <summary>
    /// Makes <see cref="ModelOperationsCatalog.Load(string, out DataViewSchema)"/> of this context able to load models that hold DeepRecipes' steps.
    /// Every method of <see cref="VisionCatalog"/> does so itself; call it where a model is loaded by a context that made no step,
    /// for instance <c>services.Configure&lt;MLOptions&gt;(o =&gt; o.MLContext.UseDeepRecipes())</c> for a PredictionEnginePool. Calling it again does nothing.
    /// </summary>
    /// <param name="context">The context to teach.</param>
    /// <returns>The same context.</returns>
    public static MLContext UseDeepRecipes(this MLContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ModelPersistence.Register(context.ComponentCatalog);
        return context;
    }

    /// <summary>Loads a model that <c>mlContext.Model.Save</c> wrote, whatever steps of DeepRecipes it holds.</summary>
    /// <param name="context">The context to load into.</param>
    /// <param name="path">The model's file. Treat files of others with care: ML.NET's own format names assemblies to load.</param>
    /// <param name="inputSchema">The schema that the model was saved with.</param>
    public static ITransformer LoadModel(this MLContext context, string path, out DataViewSchema inputSchema) =>
        context.UseDeepRecipes().Model.Load(path, out inputSchema);

    /// <summary>Saves a model as <c>mlContext.Model.Save</c> does, but so that a failure half-way leaves what stood there before: the file is written beside it and moved.</summary>
    /// <param name="context">The context that the model is of.</param>
    /// <param name="model">The model.</param>
    /// <param name="inputSchema">The schema of its input.</param>
    /// <param name="path">The file.</param>
    public static void SaveModel(this MLContext context, ITransformer model, DataViewSchema inputSchema, string path)
    {
        ArgumentNullException.ThrowIfNull(context);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            context.Model.Save(model, inputSchema, temporary);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
