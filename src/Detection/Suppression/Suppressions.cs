using System.Text.Json.Nodes;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>The table of all suppressions of this assembly, found by their interface and named by their kinds.</summary>
public static class Suppressions
{
    private static readonly DefinitionTable<ISuppression> s_table = new("suppression");

    /// <summary>The kinds, in the order of the alphabet.</summary>
    public static IReadOnlyList<string> Kinds => s_table.Kinds;

    /// <summary>A suppression of a kind with its default options.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <exception cref="ArgumentException">The kind is unknown; the text says which there are.</exception>
    public static ISuppression Create(string kind) => s_table.Create(kind);

    /// <summary>The kind of a suppression.</summary>
    /// <param name="suppression">A suppression of this assembly.</param>
    /// <exception cref="ArgumentException">The suppression is not of this assembly, so that no file can name it.</exception>
    public static string KindOf(ISuppression suppression) => s_table.KindOf(suppression);

    /// <summary>The suppression as an object with its kind and all its options.</summary>
    /// <param name="suppression">A suppression of this assembly.</param>
    /// <exception cref="ArgumentException">The suppression is not of this assembly, so that no file can name it.</exception>
    public static JsonObject Write(ISuppression suppression) => s_table.Write(suppression);

    /// <summary>Reads a suppression.</summary>
    /// <param name="node">An object with a kind and options of that kind; those left out have their defaults.</param>
    /// <param name="place">Where in the file it stands, for errors.</param>
    /// <exception cref="FormatException">The kind or an option is unknown or wrong; the text says where and what is allowed.</exception>
    public static ISuppression Read(JsonNode? node, string place) => s_table.Read(node, place);
}
