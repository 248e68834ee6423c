using System.Text.Json;

namespace DeepRecipes.Metrics;

/// <summary>COCO's numbers as JSON, every number with all its digits; <c>null</c> where <see cref="CocoMode.Corrected"/> has nothing to measure (Strict keeps pycocotools' -1).</summary>
public static class CocoResultJson
{
    /// <summary>
    /// Writes <c>{"stats": {"AP": ..., "AP50": ..., ...}, "perClass": {"cat": {"id": 1, "AP": ..., "AP50": ..., "AP75": ..., "AR": ...}}, "perThreshold": {...}, "options": {...}}</c>.
    /// A class whose name another one has too is called <c>name (id)</c>.
    /// </summary>
    /// <param name="destination">Where to; it stays open.</param>
    /// <param name="result">What was measured.</param>
    public static void Write(Stream destination, CocoResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        using Utf8JsonWriter json = MetricJson.Start(destination);
        json.WriteStartObject("stats");
        foreach (CocoStatistic statistic in result.Statistics)
            MetricJson.Number(json, statistic.Name, statistic.Value);
        json.WriteEndObject();

        HashSet<string> shared = [.. result.Categories.GroupBy(c => c.Name, StringComparer.Ordinal).Where(group => group.Skip(1).Any()).Select(group => group.Key)];
        json.WriteStartObject("perClass");
        foreach (CocoCategoryResult one in result.PerCategory)
        {
            json.WriteStartObject(shared.Contains(one.Category.Name) ? $"{one.Category.Name} ({one.Category.Id})" : one.Category.Name);
            json.WriteNumber("id", one.Category.Id);
            MetricJson.Number(json, "AP", one.Ap);
            MetricJson.Number(json, "AP50", one.Ap50);
            MetricJson.Number(json, "AP75", one.Ap75);
            MetricJson.Number(json, "AR", one.Ar);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("perThreshold");
        MetricJson.Numbers(json, "IoU", result.Options.IoUThresholds);
        MetricJson.Numbers(json, "AP", Enumerable.Range(0, result.Options.IoUThresholds.Length).Select(result.ApAt));
        json.WriteEndObject();
        json.WriteStartObject("options");
        json.WriteString("kind", result.Options.Kind.ToString());
        json.WriteString("mode", result.Options.Mode.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
