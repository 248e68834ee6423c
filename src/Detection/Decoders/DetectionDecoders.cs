using System.Text.Json;

namespace DeepRecipes.Detection;

/// <summary>The table of all decoders of this assembly, found by their interface and named by their kinds.</summary>
public static class DetectionDecoders
{
    private static readonly KindTable<IDetectionDecoder> Table = new("decoder", typeof(IDetectionDecoder<>));

    /// <summary>The kinds, sorted.</summary>
    public static IReadOnlyCollection<string> Kinds => Table.Kinds;

    /// <summary>A decoder of a kind with options as <see cref="Options"/> wrote them, or with its defaults.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="options">A JSON object of options; those left out have their defaults. Null: all defaults.</param>
    /// <exception cref="ArgumentException">The kind is unknown, or an option is unknown, of a wrong type or out of its range; the text says which.</exception>
    public static IDetectionDecoder Create(string kind, JsonElement? options = null) => Table.Create(kind, options);

    /// <summary>The kind of a decoder.</summary>
    /// <param name="decoder">A decoder of this assembly.</param>
    /// <exception cref="ArgumentException">The decoder is not of this assembly.</exception>
    public static string KindOf(IDetectionDecoder decoder) => Table.KindOf(decoder);

    /// <summary>All options of a decoder as a JSON object that <see cref="Create"/> reads.</summary>
    /// <param name="decoder">A decoder of this assembly.</param>
    public static JsonElement Options(IDetectionDecoder decoder) => Table.Options(decoder);

    /// <summary>The kinds whose decoders, with their default options, can read these outputs; those first that look at the most of them.</summary>
    /// <param name="outputs">A network's outputs for one picture.</param>
    public static IReadOnlyList<string> WhichFit(ReadOnlySpan<TensorView> outputs)
    {
        var fits = new List<(string Kind, int Outputs)>();
        foreach (var kind in Kinds)
        {
            var decoder = Create(kind);
            if (OutputPlan.Of(decoder).Fits(outputs))
                fits.Add((kind, decoder.ExpectedOutputs.Count));
        }

        return [.. fits.OrderByDescending(f => f.Outputs).Select(f => f.Kind)];
    }

    internal static string MismatchText(IDetectionDecoder decoder, ReadOnlySpan<TensorView> outputs, NetworkSize input)
    {
        var got = new string[outputs.Length];
        for (var i = 0; i < got.Length; i++)
            got[i] = outputs[i].ToString();
        var fits = WhichFit(outputs);
        return $"{decoder.GetType().Name} expects {string.Join(", ", decoder.ExpectedOutputs)} for an input of W {input.Width} x H {input.Height}; got {(got.Length == 0 ? "no outputs" : string.Join(", ", got))}. "
            + (fits.Count == 0 ? "No decoder with its default options fits these outputs." : $"Decoders that fit these outputs: {string.Join(", ", fits)}.");
    }
}
