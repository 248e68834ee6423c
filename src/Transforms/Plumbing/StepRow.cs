using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms;

/// <summary>A row with a step's columns: what a prediction engine reads.</summary>
internal sealed class StepRow : DataViewRow
{
    private readonly DataViewRow _input;
    private readonly StepGetters _getters;

    public StepRow(BoundStep step, DataViewRow input, bool[] wanted)
    {
        _input = input;
        _getters = new(step, input, wanted);
        Schema = step.OutputSchema;
    }

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override DataViewSchema Schema { get; }

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _getters.IsActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _getters.Get<TValue>(column);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _getters.Dispose();
            _input.Dispose();
        }
        base.Dispose(disposing);
    }
}
