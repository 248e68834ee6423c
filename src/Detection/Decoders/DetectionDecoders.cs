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
    /// <param name="input">The size of the network's input, which the sizes of grids follow; null where it is not known.</param>
    public static IReadOnlyList<string> WhichFit(ReadOnlySpan<TensorView> outputs, NetworkSize? input = null)
    {
        var fits = new List<(string Kind, int Outputs)>();
        foreach (var kind in Kinds)
        {
            var decoder = Create(kind);
            if (OutputPlan.Of(decoder).Fits(outputs, input))
                fits.Add((kind, decoder.ExpectedOutputs.Count));
        }

        return [.. fits.OrderByDescending(f => f.Outputs).Select(f => f.Kind)];
    }

    /// <summary>The decoder that a model's metadata ask for or, where they do not say, the only one that reads all of its outputs.</summary>
    /// <param name="metadata">What the model says about itself.</param>
    /// <param name="outputs">Its outputs for one picture, whatever their values; empty where their sizes are not known.</param>
    /// <param name="input">The size of its input, which the sizes of grids follow; null where it is not known.</param>
    /// <exception cref="ArgumentException">Neither says which, and the text lists the decoders that fit; or there is none for what the metadata say.</exception>
    public static IDetectionDecoder Suggest(ModelMetadata metadata, ReadOnlySpan<TensorView> outputs, NetworkSize? input = null)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        if (metadata.SuggestDecoder() is { } suggested)
        {
            // Older exporters do not write that suppression is part of the model; ultralytics goes by the rows of 6 numbers too, which would else be 6 candidates of very many classes.
            return suggested is YoloV8Decoder && outputs is [{ Dimensions: [_, _, 6] }] ? new YoloV10Decoder() : suggested;
        }

        if (metadata is { EndToEnd: true, Task: "segment" or "pose" or "obb" })
            throw new ArgumentException($"The model's metadata say that suppression is part of it (task: {metadata.Task}), and no decoder reads such rows; export it without (end2end=False, nms=False).");
        var fits = WhichFit(outputs, input);
        var count = outputs.Length;
        IDetectionDecoder[] whole = [.. fits.Select(Create).Where(decoder => decoder.ExpectedOutputs.Count == count)];
        return whole is [var only] ? only : throw new ArgumentException(
            $"The model's metadata do not say what its outputs mean (task: {metadata.Task ?? "not stated"}), and of their shapes "
            + (count == 0 ? "not all are known before a picture was seen" : $"({TextOf(outputs)}) {(fits.Count == 0 ? "no decoder with its default options reads any" : $"{fits.Count} decoders could read them")}")
            + $"; name one of {string.Join(", ", fits.Count == 0 ? Kinds : fits)}.");
    }

    internal static string MismatchText(IDetectionDecoder decoder, ReadOnlySpan<TensorView> outputs, NetworkSize input)
    {
        var fits = WhichFit(outputs, input);
        return $"{decoder.GetType().Name} expects {string.Join(", ", decoder.ExpectedOutputs)} for an input of W {input.Width} x H {input.Height}; got {(outputs.IsEmpty ? "no outputs" : TextOf(outputs))}. "
            + (fits.Count == 0 ? "No decoder with its default options fits these outputs." : $"Decoders that fit these outputs: {string.Join(", ", fits)}.");
    }

    private static string TextOf(ReadOnlySpan<TensorView> outputs)
    {
        var texts = new string[outputs.Length];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = outputs[i].ToString();
        return string.Join(", ", texts);
    }
}
