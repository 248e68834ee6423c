using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace DeepRecipes.Transforms;

/// <summary>Scores an ONNX model in batches.</summary>
public sealed class OnnxScoreTransformer : ITransformer, IDisposable
{
    private readonly OnnxScoring _scoring;
    private readonly OnnxDevice _device;
    private OnnxSession? _session;

    internal OnnxScoreTransformer(OnnxScore step, IHostEnvironment environment)
    {
        Step = step;
        // Opened now, so that a model that cannot be loaded, or a GPU that is required and missing, is known before the first row.
        _session = step.Rent();
        _device = _session.Device;
        _scoring = new(step, _device.IsProcessor);
        using var channel = environment.Start(nameof(OnnxScore));
        if (_device.FallbackReason is { } reason)
            channel.Warning(MessageSensitivity.None, $"OnnxScore runs on {_device.Provider}{(_device.IsProcessor ? ", not on a GPU" : "")}: {reason}");
        else
            channel.Info(MessageSensitivity.None, $"OnnxScore runs on {_device.Provider}.");
    }

    /// <summary>What is done, and on which columns.</summary>
    public OnnxScore Step { get; }

    /// <summary>How the network is run, and how much it has done.</summary>
    public OnnxDiagnostics Diagnostics
    {
        get
        {
            var schedule = _scoring.Schedule;
            var inspection = Step.Inspect();
            return new(
                _device.Provider, _device.FallbackReason, schedule.Callers, schedule.Threads, schedule.BatchSize, _scoring.IsMeasured,
                _scoring.RowsScored, _scoring.RowsFromKept, inspection.IsQuantized, inspection.IsFloat16);
        }
    }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new OnnxView(input, Bind(input.Schema), _scoring);
    }

    /// <summary>Lets go of the session. It is opened again when the transformer is used after all.</summary>
    public void Dispose() => Interlocked.Exchange(ref _session, null)?.Dispose();

    void ICanSaveModel.Save(ModelSaveContext ctx) => ModelPersistence.Save(ctx, Step);

    private BoundStep Bind(DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new(Step, schema);
    }
}
