using System.Text.Json;

namespace DeepRecipes.Detection;

/// <summary>The table of all suppressions of this assembly, found by their interface and named by their kinds.</summary>
public static class Suppressions
{
    private static readonly KindTable<ISuppression> Table = new("suppression", typeof(ISuppression<>));

    /// <summary>The kinds, sorted.</summary>
    public static IReadOnlyCollection<string> Kinds => Table.Kinds;

    /// <summary>A suppression of a kind with options as <see cref="Options"/> wrote them, or with its defaults.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="options">A JSON object of options; those left out have their defaults. Null: all defaults.</param>
    /// <exception cref="ArgumentException">The kind is unknown, or an option is unknown, of a wrong type or out of its range; the text says which.</exception>
    public static ISuppression Create(string kind, JsonElement? options = null) => Table.Create(kind, options);

    /// <summary>The kind of a suppression.</summary>
    /// <param name="suppression">A suppression of this assembly.</param>
    /// <exception cref="ArgumentException">The suppression is not of this assembly.</exception>
    public static string KindOf(ISuppression suppression) => Table.KindOf(suppression);

    /// <summary>All options of a suppression as a JSON object that <see cref="Create"/> reads.</summary>
    /// <param name="suppression">A suppression of this assembly.</param>
    public static JsonElement Options(ISuppression suppression) => Table.Options(suppression);
}
