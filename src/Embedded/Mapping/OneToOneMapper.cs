using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Computes each output column from one input column, by functions that a transformer gives.</summary>
internal sealed class OneToOneMapper : RowMapper
{
    private readonly DataViewSchema.Column[] _inputs;
    private readonly GetterFactory _getter;

    /// <summary>A mapper for pairs of columns; <paramref name="output"/> describes the column at a place, and throws when its input does not suit.</summary>
    public OneToOneMapper(
        DataViewSchema schema,
        (string Output, string Input)[] pairs,
        Func<int, DataViewSchema.Column, DataViewSchema.DetachedColumn> output,
        GetterFactory getter)
        : base(schema)
    {
        _inputs = Array.ConvertAll(pairs, p => schema.GetColumnOrNull(p.Input) ?? throw Contracts.ExceptSchemaMismatch("inputSchema", "input", p.Input));
        OutputColumns = [.. _inputs.Select((column, i) => output(i, column))];
        _getter = getter;
    }

    /// <summary>Makes the getter of the output at a place over its input column.</summary>
    public delegate Delegate GetterFactory(DataViewRow input, int index, DataViewSchema.Column column, out Action disposer);

    public override DataViewSchema.DetachedColumn[] OutputColumns { get; }

    public override IEnumerable<DataViewSchema.Column> DependenciesOf(int output) => [_inputs[output]];

    protected override Delegate CreateGetter(DataViewRow input, int output, out Action disposer) => _getter(input, output, _inputs[output], out disposer);
}
