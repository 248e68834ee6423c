using System.Text.Json;
using DeepRecipes.Kernels;

namespace Quickstart;

/// <summary>The true faces of a photo: boxes, and five points each (right eye, left eye, nose, mouth corners).</summary>
internal sealed record ReferencePhoto(long Id, string Path, int Width, int Height, Box[] Boxes, float[][] Points)
{
    /// <summary>The four photos of the reference file that the build fetched.</summary>
    public static ReferencePhoto[] Load()
    {
        using var stream = File.OpenRead(Path_("reference.coco.json"));
        using var document = JsonDocument.Parse(stream);
        var annotations = document.RootElement.GetProperty("annotations").EnumerateArray().ToLookup(annotation => annotation.GetProperty("image_id").GetInt64());
        return [.. document.RootElement.GetProperty("images").EnumerateArray()
            .Where(image => image.GetProperty("file_name").GetString()!.StartsWith("faceapi_", StringComparison.Ordinal))
            .Select(image => Read(image, annotations[image.GetProperty("id").GetInt64()]))];
    }

    private static ReferencePhoto Read(JsonElement image, IEnumerable<JsonElement> faces)
    {
        var list = faces.ToArray();
        return new(
            image.GetProperty("id").GetInt64(),
            Asset.Path("photos", image.GetProperty("file_name").GetString()!["faceapi_".Length..]),
            image.GetProperty("width").GetInt32(),
            image.GetProperty("height").GetInt32(),
            [.. list.Select(face => Corners([.. face.GetProperty("bbox").EnumerateArray().Select(value => value.GetSingle())]))],
            [.. list.Select(face => face.GetProperty("keypoints").EnumerateArray().Select(value => value.GetSingle()).ToArray())]);
    }

    private static Box Corners(float[] coco) => new(coco[0], coco[1], coco[0] + coco[2], coco[1] + coco[3]);

    private static string Path_(string file) => System.IO.Path.Combine(AppContext.BaseDirectory, file);
}
