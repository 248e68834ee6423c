using Microsoft.ML;

namespace DeepRecipes.Transforms;

/// <summary>The getters of a row with a step's columns added: the row's own, or the worker's.</summary>
internal sealed class StepGetters : IDisposable
{
    private readonly BoundStep _step;
    private readonly DataViewRow _input;
    private readonly StepWorker? _worker;
    private readonly Delegate?[] _made;
    private readonly bool[] _wanted;

    public StepGetters(BoundStep step, DataViewRow input, bool[] wanted)
    {
        _step = step;
        _input = input;
        _wanted = wanted;
        _made = new Delegate?[wanted.Length];
        _worker = Array.IndexOf(wanted, true) >= 0 ? step.CreateWorker(input, wanted) : null;
    }

    public bool IsActive(DataViewSchema.Column column) =>
        _step.IsInput(column.Index) ? _input.IsColumnActive(_input.Schema[column.Index]) : _wanted[column.Index - _step.InputSchema.Count];

    public ValueGetter<TValue> Get<TValue>(DataViewSchema.Column column)
    {
        if (_step.IsInput(column.Index))
            return _input.GetGetter<TValue>(_input.Schema[column.Index]);
        var output = column.Index - _step.InputSchema.Count;
        if (_worker is null || !_wanted[output])
            throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is not active in this row.");
        var getter = _made[output] ??= _worker.Getter(output);
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException(
                $"Invalid TValue in GetGetter for column '{column.Name}': '{typeof(TValue)}', expected type: '{getter.GetType().GetGenericArguments()[0]}'.");
    }

    public void Dispose() => _worker?.Dispose();
}
