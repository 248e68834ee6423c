using System.Text.Json;
using System.Text.Json.Nodes;
using DeepRecipes.Augmentation;
using DeepRecipes.Kernels;
using DeepRecipes.Reports;

namespace DeepRecipes.Cli;

/// <summary>An augmented copy's annotations as marks on its picture.</summary>
internal static class CocoDrawing
{
    public static PhotoLayer Of(CocoCopy copy) => new("annotations", [.. copy.Annotations.SelectMany(Marks)]);

    private static IEnumerable<PhotoObject> Marks(JsonObject json)
    {
        JsonElement annotation = JsonSerializer.SerializeToElement(json);
        int category = annotation.TryGetProperty("category_id", out JsonElement id) ? id.GetInt32() : 0;
        double[] box = Numbers(annotation, "bbox");
        yield return new()
        {
            Box = new Box((float)box[0], (float)box[1], (float)(box[0] + box[2]), (float)(box[1] + box[3])),
            ClassIndex = category,
            Points = [.. Numbers(annotation, "keypoints").Chunk(3).Where(point => point[2] > 0).Select(point => new PhotoPoint(point[0], point[1], Visibility: (int)point[2]))],
        };
        if (!annotation.TryGetProperty("segmentation", out JsonElement polygons) || polygons.ValueKind != JsonValueKind.Array)
            yield break;
        // A polygon is its corners with lines between them.
        foreach (JsonElement polygon in polygons.EnumerateArray())
        {
            PhotoPoint[] corners = [.. polygon.EnumerateArray().Select(number => number.GetDouble()).Chunk(2).Select(corner => new PhotoPoint(corner[0], corner[1]))];
            yield return new() { ClassIndex = category, Points = corners, Limbs = [.. corners.Select((_, i) => (i, (i + 1) % corners.Length))] };
        }
    }

    private static double[] Numbers(JsonElement annotation, string name) =>
        annotation.TryGetProperty(name, out JsonElement list) ? [.. list.EnumerateArray().Select(number => number.GetDouble())] : [];
}
