namespace DeepRecipes.Transforms;

/// <summary>The columns that hold the detections of a row, side by side.</summary>
public sealed record DetectionColumns
{
    /// <summary>Boxes, <c>Vector&lt;Single, *, 4&gt;</c>: x1, y1, x2, y2 in pixels, continuous edges. Default: "Boxes".</summary>
    public string Boxes { get; init; } = "Boxes";

    /// <summary>One score a box, <c>Vector&lt;Single, *&gt;</c>. Default: "Scores".</summary>
    public string Scores { get; init; } = "Scores";

    /// <summary>One class id a box, counted from 0, <c>Vector&lt;Int32, *&gt;</c>. Default: "Classes".</summary>
    public string Classes { get; init; } = "Classes";

    /// <summary>The keypoints of each box, <c>Vector&lt;Single, *, K, 3&gt;</c>; only where the decoder finds any. Default: "Keypoints".</summary>
    public string Keypoints { get; init; } = "Keypoints";

    /// <summary>The mask of each box as COCO's compressed runs in JSON, <c>Vector&lt;String, *&gt;</c> (<see cref="VisionTypes.Masks"/>); only where the decoder finds any. Null: none are wanted. Default: "Masks".</summary>
    public string? Masks { get; init; } = "Masks";

    /// <summary>The columns of a decoder or suppression with so many keypoints, each computed from <paramref name="inputs"/>.</summary>
    internal List<OutputColumn> Outputs(int keypointCount, IReadOnlyList<string> inputs)
    {
        var outputs = new List<OutputColumn>
        {
            new(Boxes, ColumnShape.Of(VisionTypes.Boxes), inputs),
            new(Scores, ColumnShape.Of(VisionTypes.Scores), inputs),
            new(Classes, ColumnShape.Of(VisionTypes.Classes), inputs),
        };
        if (keypointCount > 0)
            outputs.Add(new(Keypoints, ColumnShape.Of(VisionTypes.ObjectKeypoints(keypointCount)), inputs));
        return outputs;
    }
}
