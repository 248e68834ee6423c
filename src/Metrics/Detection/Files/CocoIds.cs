using System.Collections.Immutable;
using System.Text.Json;

namespace DeepRecipes.Metrics;

/// <summary>The ids that a COCO file gives to pictures and categories, so that detections can be written that an evaluation against it understands.</summary>
/// <param name="Images">The id of each picture, by its <c>file_name</c>.</param>
/// <param name="Categories">The categories' ids, rising: the usual order of a network's classes.</param>
public sealed record CocoIds(IReadOnlyDictionary<string, long> Images, ImmutableArray<long> Categories)
{
    /// <summary>The categories' names in the order of <see cref="Categories"/>; empty where a category has none.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>The category of each class of a network, by their names.</summary>
    /// <param name="classNames">The names of the network's classes, in their order.</param>
    /// <returns>An id a class; null where a class has the name of no category, or of several.</returns>
    public ImmutableArray<long>? CategoriesOf(IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        var ids = ImmutableArray.CreateBuilder<long>(classNames.Count);
        foreach (string name in classNames)
        {
            int at = Names.IndexOf(name);
            if (at < 0 || Names.LastIndexOf(name) != at)
                return null;
            ids.Add(Categories[at]);
        }

        return ids.ToImmutable();
    }

    /// <summary>Reads a COCO file.</summary>
    /// <param name="path">The file: <c>images</c> with <c>id</c> and <c>file_name</c>, <c>categories</c> with <c>id</c>.</param>
    /// <exception cref="CocoFormatException">It is no such file; the message says where.</exception>
    public static CocoIds Load(string path)
    {
        string file = Path.GetFileName(path);
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            var images = new Dictionary<string, long>(StringComparer.Ordinal);
            int at = 0;
            foreach (JsonElement image in List(document.RootElement, "images", file))
            {
                (long id, string name) = (Id(image, file, $"images[{at}]"), image.TryGetProperty("file_name", out JsonElement text) ? text.GetString() ?? "" : "");
                if (name.Length == 0 || !images.TryAdd(name, id))
                    throw new CocoFormatException(file, $"images[{at}]", id, name.Length == 0 ? "file_name is missing" : $"the file_name '{name}' stands in the file twice");
                at++;
            }

            (long Id, string Name)[] categories = [.. List(document.RootElement, "categories", file).Select((category, i) => (Id(category, file, $"categories[{i}]"), Name(category))).OrderBy(category => category.Item1)];
            return new(images, [.. categories.Select(category => category.Id)]) { Names = [.. categories.Select(category => category.Name)] };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new CocoFormatException(file, "$", null, e.Message);
        }
    }

    private static JsonElement.ArrayEnumerator List(JsonElement root, string name, string file) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : throw new CocoFormatException(file, name, null, "it is missing or no list");

    private static string Name(JsonElement category) =>
        category.TryGetProperty("name", out JsonElement name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "";

    private static long Id(JsonElement entry, string file, string place) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out long value)
            ? value
            : throw new CocoFormatException(file, place, null, "a whole number \"id\" is needed");
}
