namespace DeepRecipes.Estimators;

/// <summary>The columns that a detection evaluation reads.</summary>
public sealed record DetectionEvaluationColumns
{
    /// <summary>The true boxes, <c>Vector&lt;Single, *, 4&gt;</c>. Default: "TruthBoxes".</summary>
    public string TruthBoxes { get; init; } = "TruthBoxes";

    /// <summary>The true boxes' classes, <c>Vector&lt;Int32, *&gt;</c>; null when there is one class only. Default: "TruthClasses".</summary>
    public string? TruthClasses { get; init; } = "TruthClasses";

    /// <summary>The boxes found, <c>Vector&lt;Single, *, 4&gt;</c>. Default: "Boxes".</summary>
    public string Boxes { get; init; } = "Boxes";

    /// <summary>Their scores, <c>Vector&lt;Single, *&gt;</c>. Default: "Scores".</summary>
    public string Scores { get; init; } = "Scores";

    /// <summary>Their classes, <c>Vector&lt;Int32, *&gt;</c>. Default: "Classes".</summary>
    public string Classes { get; init; } = "Classes";

    /// <summary>The image's id, <c>Int64</c>, each once; null (the default) counts rows from 0.</summary>
    public string? ImageId { get; init; }
}
