using System.Text.Json.Nodes;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>COCO's run lengths, as a list or packed into a text.</summary>
internal static class CocoRuns
{
    public static byte[] Read(JsonObject runs, ImageShape image)
    {
        var mask = RleMask.FromJson(runs.ToJsonString());
        return mask.Height == image.Height && mask.Width == image.Width
            ? mask.ToPixels()
            : throw new FormatException($"\"segmentation\" must have the \"size\" of its picture, [{image.Height}, {image.Width}]; it has [{mask.Height}, {mask.Width}].");
    }

    public static JsonObject Write(RleMask mask)
    {
        var counts = new JsonArray();
        foreach (var count in mask.Counts)
            counts.Add((JsonNode)(long)count);
        return new() { ["size"] = new JsonArray(mask.Height, mask.Width), ["counts"] = counts };
    }
}
