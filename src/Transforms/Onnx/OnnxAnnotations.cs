namespace DeepRecipes.Transforms;

/// <summary>
/// The annotations of the columns that <see cref="OnnxScore"/> adds, texts all of them:
/// <c>column.Annotations.GetValue(OnnxAnnotations.Provider, ref text)</c> with a <see cref="ReadOnlyMemory{T}"/> of characters.
/// </summary>
public static class OnnxAnnotations
{
    /// <summary>The execution provider that computes the column.</summary>
    public const string Provider = "OnnxProvider";

    /// <summary>Why another that was wanted before it is not used; only where there was one.</summary>
    public const string FallbackReason = "OnnxFallbackReason";
}
