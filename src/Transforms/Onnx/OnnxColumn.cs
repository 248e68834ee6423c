namespace DeepRecipes.Transforms;

/// <summary>Which column an input or output of a network is bound to.</summary>
/// <param name="Name">The name in the model.</param>
/// <param name="Column">The name of the column.</param>
public readonly record struct OnnxColumn(string Name, string Column);
