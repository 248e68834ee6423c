namespace DeepRecipes.Transforms;

/// <summary>Scores one row at a time, for prediction engines; however many outputs are read, the network runs once a row.</summary>
internal sealed class OnnxRowWorker : StepWorker
{
    private readonly OnnxPlan _plan;
    private readonly OnnxSession _session;
    private readonly OnnxMemory _memory;
    private readonly OnnxIntakes _intakes;
    private readonly OnnxBatch _batch;
    private readonly WorkerContext _context;
    private readonly bool _checks;
    private long _scored = long.MinValue;

    public OnnxRowWorker(OnnxScore step, WorkerContext context)
    {
        _context = context;
        _checks = step.ChecksRepeatability;
        _session = step.Rent();
        try
        {
            _plan = OnnxPlan.Of(step, _session.Info, InputColumns.Of(context.Row.Schema));
            _memory = _session.NewMemory();
            bool[] wanted = [.. _plan.Outputs.Select((_, i) => context.Wants(i))];
            _intakes = new(_plan, context.Row, _memory, wanted, 1);
            _batch = new(_plan, _intakes, wanted, keeps: false);
            OnnxWarmUp.Run(step, _plan, _session, _memory, 1);
        }
        catch
        {
            _memory?.Dispose();
            _session.Dispose();
            throw;
        }
    }

    public override Delegate Getter(int output) => OnnxBatch.Getter(_plan, output, Current);

    protected override void Dispose(bool disposing)
    {
        _batch.Clear();
        _intakes.Dispose();
        _memory.Dispose();
        _session.Dispose();
        base.Dispose(disposing);
    }

    private (OnnxBatch Batch, int Slot) Current()
    {
        if (_scored != _context.Row.Position)
        {
            _session.Repeatability.ThrowIfFailed();
            _batch.Clear();
            _batch.Read();
            _batch.Score(_session, 1);
            if (_checks && _session.Repeatability.Claim())
                _session.Repeatability.Require(_batch, _session, _plan, 1);
            _batch.LetGoOfInputs();
            _scored = _context.Row.Position;
        }
        return (_batch, 0);
    }
}
