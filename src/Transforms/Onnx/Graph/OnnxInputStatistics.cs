using System.Collections.Immutable;
using System.Globalization;

namespace DeepRecipes.Transforms;

/// <summary>What a model does to an input before it computes: the constants that it subtracts, adds, multiplies or divides by.</summary>
/// <param name="Input">The input's name.</param>
/// <param name="Arithmetic">Each operation with its constants, in their order ("Sub 0.485, 0.456, 0.406"); empty where there is none, and the numbers must come as the model was trained on them.</param>
/// <param name="Into">The first operator that is more than that; empty where the way branches or ends.</param>
public sealed record OnnxInputStatistics(string Input, ImmutableArray<string> Arithmetic, string Into)
{
    /// <summary>Longer ways hold more than a mean and a deviation.</summary>
    private const int MostNodes = 16;

    /// <summary>All of it, to be read by a person.</summary>
    public override string ToString() =>
        $"{Input}: {(Arithmetic.IsEmpty ? "not normalised in the model" : string.Join("; ", Arithmetic))}{(Into.Length > 0 ? $", then {Into}" : "")}";

    internal static OnnxInputStatistics Of(OnnxBody graph, string input)
    {
        var arithmetic = ImmutableArray.CreateBuilder<string>();
        var value = input;
        for (var i = 0; i < MostNodes; i++)
        {
            var readers = graph.Nodes.Where(node => node.Inputs.Contains(value, StringComparer.Ordinal)).Take(2).ToList();
            if (readers is not [{ Outputs: [var output, ..] } node])
                return new(input, arithmetic.ToImmutable(), "");
            if (node is { IsStandard: true, OpType: "Sub" or "Add" or "Mul" or "Div", Inputs: [var left, var right] } && Constants(graph, left == value ? right : left) is { } numbers)
                arithmetic.Add(left == value ? $"{node.OpType} {numbers}" : $"{numbers} {node.OpType} it");
            else if (node is not { IsStandard: true, OpType: "Identity" or "Cast" or "Transpose" or "Reshape" or "Squeeze" or "Unsqueeze" })
                return new(input, arithmetic.ToImmutable(), node.OpType);
            value = output;
        }
        return new(input, arithmetic.ToImmutable(), "");
    }

    private static string? Constants(OnnxBody graph, string name) =>
        graph.Stored.Find(tensor => tensor.Name == name) is { Numbers: { IsEmpty: false } numbers } ? string.Join(", ", numbers.Select(number => number.ToString("G6", CultureInfo.InvariantCulture))) : null;
}
