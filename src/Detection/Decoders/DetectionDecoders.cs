using System.Text.Json.Nodes;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>The table of all decoders of this assembly, found by their interface and named by their kinds.</summary>
public static class DetectionDecoders
{
    private static readonly DefinitionTable<IDetectionDecoder> s_table = new("decoder");

    /// <summary>The kinds, in the order of the alphabet.</summary>
    public static IReadOnlyList<string> Kinds => s_table.Kinds;

    /// <summary>A decoder of a kind with its default options.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <exception cref="ArgumentException">The kind is unknown; the text says which there are.</exception>
    public static IDetectionDecoder Create(string kind) => s_table.Create(kind);

    /// <summary>The kind of a decoder.</summary>
    /// <param name="decoder">A decoder of this assembly.</param>
    /// <exception cref="ArgumentException">The decoder is not of this assembly, so that no file can name it.</exception>
    public static string KindOf(IDetectionDecoder decoder) => s_table.KindOf(decoder);

    /// <summary>The decoder as an object with its kind and all its options.</summary>
    /// <param name="decoder">A decoder of this assembly.</param>
    /// <exception cref="ArgumentException">The decoder is not of this assembly, so that no file can name it.</exception>
    public static JsonObject Write(IDetectionDecoder decoder) => s_table.Write(decoder);

    /// <summary>Reads a decoder.</summary>
    /// <param name="node">An object with a kind and options of that kind; those left out have their defaults.</param>
    /// <param name="place">Where in the file it stands, for errors.</param>
    /// <exception cref="FormatException">The kind or an option is unknown or wrong; the text says where and what is allowed.</exception>
    public static IDetectionDecoder Read(JsonNode? node, string place) => s_table.Read(node, place);

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
