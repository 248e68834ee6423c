namespace DeepRecipes.Metrics;

/// <summary>Whether pycocotools' quirks are kept. <c>docs/coco-quirks.md</c> lists them one by one.</summary>
public enum CocoMode
{
    /// <summary>pycocotools 2.0.11's numbers bit for bit, quirks included.</summary>
    Strict,

    /// <summary>The same protocol without the quirks: no number depends on the order of the input, and numbers with nothing in them are NaN.</summary>
    Corrected,
}
