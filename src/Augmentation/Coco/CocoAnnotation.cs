using System.Text.Json.Nodes;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Moves the annotations of one picture.</summary>
internal readonly struct CocoAnnotation(GeometricAct act, ImageShape image, SampleRules rules)
{
    /// <summary>The moved annotation; null where its box was dropped.</summary>
    /// <exception cref="FormatException">A part of it cannot be read.</exception>
    public JsonObject? Move(JsonObject source, out BoxDropReason reason)
    {
        var result = source.DeepClone().AsObject();
        MovedSegmentation? segmentation = source["segmentation"] is { } given ? new CocoSegmentation(act, image, rules.Boxes.Clip).Move(given) : null;
        var box = Box(source, segmentation, out reason);
        if (reason != BoxDropReason.Kept)
            return null;
        if (source["bbox"] is not null)
            result["bbox"] = CocoNodes.List([box.X1, box.Y1, box.Width, box.Height]);
        if (segmentation is not null)
            result["segmentation"] = segmentation.Value.Json;
        result["area"] = Math.Round(segmentation?.Area ?? ((double)box.Width * box.Height), 3);
        if (source["keypoints"] is { } keypoints)
            Keypoints(keypoints, result);
        if (act.Mirrors && source["category_id"].Whole() is { } category)
            result["category_id"] = rules.MirrorClass((int)category);
        return result;
    }

    private Box Box(JsonObject source, MovedSegmentation? segmentation, out BoxDropReason reason)
    {
        if (source["bbox"].Numbers() is not [var x, var y, var width, var height])
            throw new FormatException("\"bbox\" must be four numbers x, y, width, height.");
        if (width < 0 || height < 0)
            throw new FormatException($"\"bbox\" is {width} wide and {height} high; neither may be negative.");
        Span<Box> moved = stackalloc Box[1];
        Span<BoxDropReason> why = stackalloc BoxDropReason[1];
        _ = SampleBoxes.Move(act, image, [new((float)x, (float)y, (float)(x + width), (float)(y + height))], rules.Boxes, moved, why);
        reason = why[0];
        if (reason != BoxDropReason.Kept || rules.Boxes.Source != BoxSource.Mask)
            return moved[0];
        if (segmentation is not { } mask)
            throw new FormatException("boxes are to be taken from segmentations, and it has none.");
        var bounds = mask.Bounds;
        reason = bounds.Size == 0 ? BoxDropReason.Outside : rules.Boxes.Judge(bounds.Size, bounds.Size, Math.Min(bounds.X2 - bounds.X1, bounds.Y2 - bounds.Y1));
        return bounds.ToBox();
    }

    private void Keypoints(JsonNode source, JsonObject result)
    {
        var numbers = source.Numbers() ?? throw new FormatException("\"keypoints\" must be a list of numbers.");
        if (numbers.Length % 3 != 0 || (rules.Skeleton is { } skeleton && numbers.Length != 3 * skeleton.Count))
            throw new FormatException($"\"keypoints\" holds {numbers.Length} numbers; {(rules.Skeleton is null ? "triples x, y, visibility" : $"3 times {rules.Skeleton.Count}")} are needed.");
        var points = Array.ConvertAll(numbers, number => (float)number);
        var moved = new float[points.Length];
        SamplePoints.MoveKeypoints(act, image, points, rules.Skeleton, moved, rules.KeepOutsideKeypoints);
        for (var i = 0; i < moved.Length; i += 3)
        {
            // COCO's keypoints that are not labelled are 0, 0, 0.
            if (moved[i + 2] == 0)
                (moved[i], moved[i + 1]) = (0, 0);
        }
        result["keypoints"] = CocoNodes.List(moved.Select(value => (double)value));
        result["num_keypoints"] = moved.Where((value, i) => i % 3 == 2 && value > 0).Count();
    }
}
