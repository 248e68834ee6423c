namespace DeepRecipes.Transforms;

/// <summary>Scores one row at a time, for prediction engines; however many outputs are read, the network runs once a row.</summary>
internal sealed class OnnxRowWorker : StepWorker
{
    private readonly OnnxPlan _plan;
    private readonly OnnxSession _session;
    private readonly OnnxScratchPool _scratches;
    private readonly OnnxBatch _batch;
    private readonly WorkerContext _context;
    private readonly bool _checks;
    private long _scored = long.MinValue;

    public OnnxRowWorker(OnnxScore step, WorkerContext context)
    {
        _context = context;
        _session = step.Rent();
        _plan = OnnxPlan.Of(step, _session.Info, InputColumns.Of(context.Row.Schema));
        _scratches = new(_plan, _session.NewMemory());
        _batch = new(_plan, new(_plan, context.Row, 1), _scratches, 1, [.. _plan.Outputs.Select((_, i) => context.Wants(i))], keeps: false);
        _checks = step.ChecksRepeatability;
        OnnxWarmUp.Run(step, _plan, _session, _scratches, 1);
    }

    public override Delegate Getter(int output) => OnnxBatch.Getter(_plan, output, Current);

    protected override void Dispose(bool disposing)
    {
        _scratches.Dispose();
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
            _scored = _context.Row.Position;
        }
        return (_batch, 0);
    }
}
