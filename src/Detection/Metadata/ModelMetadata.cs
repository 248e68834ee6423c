using System.Collections.Immutable;

namespace DeepRecipes.Detection;

/// <summary>What exporters write into a model about itself: class names, stride, task, input size, key points.</summary>
/// <remarks>Followed: ultralytics' ONNX metadata (names, stride, task, imgsz, kpt_shape, end2end, and nms among its args). Keys it does not know are not looked at.</remarks>
public sealed record ModelMetadata
{
    private const int MostCharacters = 4 * 1024 * 1024;

    /// <summary>The classes' names in their order; empty where the model does not say.</summary>
    public ImmutableArray<string> ClassNames { get; init; } = [];

    /// <summary>The largest stride: the input's sides must be multiples of it; null where the model does not say.</summary>
    public int? Stride { get; init; }

    /// <summary>What the model does (detect, segment, pose, obb, classify); null where the model does not say.</summary>
    public string? Task { get; init; }

    /// <summary>The input size the model was exported for; null where the model does not say.</summary>
    public NetworkSize? InputSize { get; init; }

    /// <summary>Key points of a detection; null where the model does not say.</summary>
    public int? KeypointCount { get; init; }

    /// <summary>Values of a key point, 2 (x, y) or 3 (with confidence); null where the model does not say.</summary>
    public int? KeypointValues { get; init; }

    /// <summary>Whether suppression is part of the model.</summary>
    public bool EndToEnd { get; init; }

    /// <summary>Reads a model's metadata.</summary>
    /// <param name="entries">The keys and values of the model's custom metadata.</param>
    /// <exception cref="FormatException">A value is longer than 4 MiB characters or not written as expected; the text names the key and the place.</exception>
    public static ModelMetadata Parse(IReadOnlyDictionary<string, string> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var size = Read(entries, "imgsz", PythonLiteral.Numbers);
        var points = Read(entries, "kpt_shape", PythonLiteral.Numbers);
        return new()
        {
            ClassNames = [.. Read(entries, "names", PythonLiteral.Names) ?? []],
            Stride = Read(entries, "stride", PythonLiteral.Numbers) is { } strides ? Positive("stride", strides).Max() : null,
            Task = Text(entries, "task"),
            // Written as height, width.
            InputSize = size is null ? null : new(Positive("imgsz", size)[^1], size[0]),
            KeypointCount = points is null ? null : Positive("kpt_shape", points)[0],
            KeypointValues = points is { Length: > 1 } ? points[1] : null,
            // The arguments of the export are a Python dictionary, of which only this one matters.
            EndToEnd = string.Equals(Text(entries, "end2end"), "True", StringComparison.OrdinalIgnoreCase) || Text(entries, "args")?.Contains("'nms': True", StringComparison.Ordinal) == true,
        };
    }

    /// <summary>The decoder for a model of this task, or null where the metadata do not say enough.</summary>
    public IDetectionDecoder? SuggestDecoder() => Task switch
    {
        "detect" when EndToEnd => new YoloV10Decoder(),
        "detect" => new YoloV8Decoder(),
        "segment" when !EndToEnd => new YoloV8SegDecoder(),
        "pose" when !EndToEnd && KeypointCount is { } count && KeypointValues == 3 =>
            new YoloV8PoseDecoder { KeypointCount = count, ClassCount = Math.Max(1, ClassNames.Length) },
        "obb" when !EndToEnd => new YoloV8ObbDecoder(),
        _ => null,
    };

    private static string? Text(IReadOnlyDictionary<string, string> entries, string key)
    {
        if (!entries.TryGetValue(key, out var value))
            return null;
        return value.Length <= MostCharacters ? value : throw new FormatException($"The model's metadata '{key}' has {value.Length} characters; at most {MostCharacters} are read.");
    }

    private static T? Read<T>(IReadOnlyDictionary<string, string> entries, string key, Func<string, string, T> parse)
        where T : class => Text(entries, key) is { } text ? parse(key, text) : null;

    private static int[] Positive(string key, int[] numbers) =>
        numbers.Length > 0 && Array.TrueForAll(numbers, n => n > 0)
            ? numbers
            : throw new FormatException($"The model's metadata '{key}' must hold numbers greater than 0; got [{string.Join(", ", numbers)}].");
}
