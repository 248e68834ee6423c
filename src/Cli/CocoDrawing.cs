using System.Text.Json;
using System.Text.Json.Nodes;
using DeepRecipes.Augmentation;
using DeepRecipes.Kernels;
using DeepRecipes.Reports;

namespace DeepRecipes.Cli;

/// <summary>An augmented copy with its annotations drawn: masks as tints, boxes with their category's name, keypoints by their side.</summary>
internal sealed class CocoDrawing
{
    private readonly Dictionary<int, string> _names = [];
    private readonly KeypointSkeleton? _skeleton;

    public CocoDrawing(JsonObject truth, KeypointSkeleton? skeleton)
    {
        _skeleton = skeleton;
        foreach (JsonNode? category in truth["categories"] as JsonArray ?? [])
        {
            if (category is JsonObject named && named["id"] is JsonValue id && id.TryGetValue(out int number) && named["name"] is JsonValue name && name.TryGetValue(out string? text))
                _names[number] = text;
        }
    }

    /// <summary>Puts a copy into the next cell of a sheet.</summary>
    public void Add(CocoCopy copy, ContactSheet sheet)
    {
        byte[] pixels = copy.Pixels.ToArray();
        var marks = new List<PhotoObject>();
        foreach (JsonObject json in copy.Annotations)
        {
            JsonElement annotation = JsonSerializer.SerializeToElement(json);
            int category = annotation.TryGetProperty("category_id", out JsonElement id) && id.TryGetInt32(out int number) ? Math.Max(number, 0) : 0;
            if (Mask(annotation, copy.Format.Shape) is { } mask)
                MaskDrawing.Tint(pixels, copy.Format.Shape, copy.Format.Order, mask, category);
            marks.Add(Mark(annotation, category));
        }
        sheet.Add(pixels, copy.Format.Shape, copy.Format.Order, copy.FileName, new PhotoLayer("annotations", [.. marks.Take(PhotoFigure.MostObjects)]));
    }

    private PhotoObject Mark(JsonElement annotation, int category)
    {
        double[] box = Numbers(annotation, "bbox");
        float[] points = [.. Numbers(annotation, "keypoints").Select(number => (float)number)];
        return new()
        {
            Box = new Box((float)box[0], (float)box[1], (float)(box[0] + box[2]), (float)(box[1] + box[3])),
            ClassIndex = category,
            Label = _names.GetValueOrDefault(category, ""),
            Points = points.Length == 0 || _skeleton is null ? [] : PhotoPoint.From(points, _skeleton),
        };
    }

    private static RleMask? Mask(JsonElement annotation, ImageShape shape) =>
        !annotation.TryGetProperty("segmentation", out JsonElement segmentation) ? null
        : segmentation.ValueKind == JsonValueKind.Object ? RleMask.FromCounts(shape.Height, shape.Width, [.. Numbers(segmentation, "counts").Select(number => (uint)number)])
        : segmentation.GetArrayLength() > 0 ? RleMask.FromPolygons([.. segmentation.EnumerateArray().Select(Numbers)], shape.Height, shape.Width)
        : null;

    private static double[] Numbers(JsonElement annotation, string name) => annotation.TryGetProperty(name, out JsonElement list) ? Numbers(list) : [];

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetDouble())];
}
