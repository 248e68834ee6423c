using System.Text.Json.Nodes;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>The kinds of op there are, as files name them.</summary>
public static class SampleOps
{
    private static readonly DefinitionTable<SampleOp> s_table = new("op", new DefinitionConverter<SampleOp>("op", Read, Write));

    /// <summary>The kinds, in the order of the alphabet.</summary>
    public static IReadOnlyList<string> Kinds => s_table.Kinds;

    /// <summary>The op as an object with its kind and options.</summary>
    /// <param name="op">The op.</param>
    public static JsonObject Write(SampleOp op) => s_table.Write(op);

    /// <summary>Reads an op.</summary>
    /// <param name="node">An object with a kind and the options of that kind.</param>
    /// <param name="place">Where in the file it stands, for errors.</param>
    /// <exception cref="FormatException">The kind or an option is unknown or wrong; the text says where and what is allowed.</exception>
    public static SampleOp Read(JsonNode? node, string place)
    {
        ReadInner(node, place);
        return s_table.Read(node, place);
    }

    // Innermost first, so that an error names the place where it is and not the composition around it.
    private static void ReadInner(JsonNode? node, string place)
    {
        if (node is not JsonObject given)
            return;
        if (given["op"] is { } one)
            _ = Read(one, $"{place}.op");
        if (given["ops"] is JsonArray several)
        {
            for (var i = 0; i < several.Count; i++)
                _ = Read(several[i], $"{place}.ops[{i}]");
        }
    }
}
