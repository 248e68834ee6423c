using System.Runtime.CompilerServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Detection;

/// <summary>Finds, for each role a decoder expects, the output that plays it: by name first, else by shape in the model's order.</summary>
internal sealed class OutputPlan
{
    // Keyed by instance, not kept in the decoder: a record's `with` copies its fields, and a copied plan would describe the old options.
    private static readonly ConditionalWeakTable<IDetectionDecoder, OutputPlan> Plans = [];

    private readonly TensorPattern[] patterns;
    private readonly int[][] symbolIds;
    private readonly GridSymbol[] symbols;

    private OutputPlan(IEnumerable<TensorPattern> patterns)
    {
        this.patterns = [.. patterns];
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        symbolIds = [.. this.patterns.Select(p => p.Dimensions.Select(d => d.Symbol is null ? -1 : Id(d.Symbol)).ToArray())];
        symbols = [.. ids.OrderBy(pair => pair.Value).Select(pair => GridSymbol.Parse(pair.Key))];

        int Id(string symbol) => ids.TryGetValue(symbol, out var id) ? id : ids[symbol] = ids.Count;
    }

    public static OutputPlan Of(IDetectionDecoder decoder) => Plans.GetValue(decoder, static d => new(d.ExpectedOutputs));

    /// <summary>Writes the index of the output that plays each role, or throws an error that says what would fit.</summary>
    public static void Bind(IDetectionDecoder decoder, ReadOnlySpan<TensorView> outputs, NetworkSize input, Span<int> roles)
    {
        Ensure.Positive(input.Width, "input.Width");
        Ensure.Positive(input.Height, "input.Height");
        if (!Of(decoder).TryBind(outputs, input, roles))
            throw new ArgumentException(DetectionDecoders.MismatchText(decoder, outputs, input), nameof(outputs));
    }

    /// <summary>Whether every role finds its output, where null is given whatever the input's size.</summary>
    public bool Fits(ReadOnlySpan<TensorView> outputs, NetworkSize? input) => TryBind(outputs, input, stackalloc int[patterns.Length]);

    private bool TryBind(ReadOnlySpan<TensorView> outputs, NetworkSize? input, Span<int> roles)
    {
        Span<int> values = stackalloc int[symbols.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = input is { } size ? symbols[i].ValueFor(size) : -1;
        roles.Fill(-1);
        return outputs.Length >= patterns.Length && TryRole(0, outputs, roles, values);
    }

    private bool TryRole(int role, ReadOnlySpan<TensorView> outputs, Span<int> roles, ReadOnlySpan<int> values)
    {
        if (role == patterns.Length)
            return true;
        Span<int> next = stackalloc int[symbols.Length];
        for (var byName = 1; byName >= 0; byName--)
        {
            for (var i = 0; i < outputs.Length; i++)
            {
                if (!MayPlay(i, role, byName == 1, outputs, roles) || HasFailed(i, role, byName == 1, outputs, roles))
                    continue;
                values.CopyTo(next);
                if (Matches(role, outputs[i].Dimensions, next))
                {
                    roles[role] = i;
                    if (TryRole(role + 1, outputs, roles, next))
                        return true;
                }
            }
        }

        return false;
    }

    private bool MayPlay(int output, int role, bool byName, ReadOnlySpan<TensorView> outputs, ReadOnlySpan<int> roles) =>
        NamedRole(outputs[output].Name) == (byName ? role : -1) && !roles[..role].Contains(output);

    /// <summary>Whether one of the same shape was tried for the role before. Models have many outputs that are alike, and their permutations would be tried for years.</summary>
    private bool HasFailed(int output, int role, bool byName, ReadOnlySpan<TensorView> outputs, ReadOnlySpan<int> roles)
    {
        for (var i = 0; i < output; i++)
        {
            if (outputs[i].Dimensions.SequenceEqual(outputs[output].Dimensions) && MayPlay(i, role, byName, outputs, roles))
                return true;
        }

        return false;
    }

    private int NamedRole(string output)
    {
        for (var role = 0; role < patterns.Length; role++)
        {
            if (patterns[role].IsNamed(output))
                return role;
        }

        return -1;
    }

    private bool Matches(int role, ReadOnlySpan<int> shape, Span<int> values)
    {
        var expected = patterns[role].Dimensions;
        // Tables without a batch dimension may come with one.
        if (shape.Length == expected.Length + 1 && shape[0] == 1 && expected[0].Symbol is not null)
            shape = shape[1..];
        if (shape.Length != expected.Length)
            return false;
        for (var d = 0; d < shape.Length; d++)
        {
            if (symbolIds[role][d] is var id && id < 0)
            {
                if (shape[d] != expected[d].Summand)
                    return false;
                continue;
            }

            var value = expected[d].Solve(shape[d]);
            if (value < 0 || (values[id] >= 0 && values[id] != value))
                return false;
            values[id] = value;
        }

        return true;
    }
}
