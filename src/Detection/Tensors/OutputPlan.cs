using System.Runtime.CompilerServices;

namespace DeepRecipes.Detection;

/// <summary>Finds, for each role a decoder expects, the output that plays it: by name first, else by shape in the model's order.</summary>
internal sealed class OutputPlan
{
    // Keyed by instance, not kept in the decoder: a record's `with` copies its fields, and a copied plan would describe the old options.
    private static readonly ConditionalWeakTable<IDetectionDecoder, OutputPlan> Plans = [];

    private readonly TensorPattern[] patterns;
    private readonly int[][] symbolIds;
    private readonly int symbolCount;

    private OutputPlan(IEnumerable<TensorPattern> patterns)
    {
        this.patterns = [.. patterns];
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        symbolIds = [.. this.patterns.Select(p => p.Dimensions.Select(d => d.Symbol is null ? -1 : Id(d.Symbol)).ToArray())];
        symbolCount = ids.Count;

        int Id(string symbol) => ids.TryGetValue(symbol, out var id) ? id : ids[symbol] = ids.Count;
    }

    public static OutputPlan Of(IDetectionDecoder decoder) => Plans.GetValue(decoder, static d => new(d.ExpectedOutputs));

    /// <summary>Writes the index of the output that plays each role, or throws an error that says what would fit.</summary>
    public static void Bind(IDetectionDecoder decoder, ReadOnlySpan<TensorView> outputs, Span<int> roles)
    {
        if (!Of(decoder).TryBind(outputs, roles))
            throw new ArgumentException(DetectionDecoders.MismatchText(decoder, outputs), nameof(outputs));
    }

    public bool Fits(ReadOnlySpan<TensorView> outputs) => TryBind(outputs, stackalloc int[patterns.Length]);

    private bool TryBind(ReadOnlySpan<TensorView> outputs, Span<int> roles)
    {
        Span<int> symbols = stackalloc int[symbolCount];
        symbols.Fill(-1);
        roles.Fill(-1);
        return outputs.Length >= patterns.Length && TryRole(0, outputs, roles, symbols);
    }

    private bool TryRole(int role, ReadOnlySpan<TensorView> outputs, Span<int> roles, ReadOnlySpan<int> symbols)
    {
        if (role == patterns.Length)
            return true;
        Span<int> next = stackalloc int[symbolCount];
        for (var byName = 1; byName >= 0; byName--)
        {
            for (var i = 0; i < outputs.Length; i++)
            {
                if (NamedRole(outputs[i].Name) != (byName == 1 ? role : -1) || roles[..role].Contains(i))
                    continue;
                symbols.CopyTo(next);
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

    private int NamedRole(string output)
    {
        for (var role = 0; role < patterns.Length; role++)
        {
            if (patterns[role].IsNamed(output))
                return role;
        }

        return -1;
    }

    private bool Matches(int role, ReadOnlySpan<int> shape, Span<int> symbols)
    {
        var expected = patterns[role].Dimensions;
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
            if (value < 0 || (symbols[id] >= 0 && symbols[id] != value))
                return false;
            symbols[id] = value;
        }

        return true;
    }
}
