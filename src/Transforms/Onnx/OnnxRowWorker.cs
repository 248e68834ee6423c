namespace DeepRecipes.Transforms;

/// <summary>Scores one row at a time, for prediction engines; however many outputs are read, the network runs once a row.</summary>
internal sealed class OnnxRowWorker : StepWorker
{
    private readonly OnnxPlan _plan;
    private readonly OnnxSession _session;
    private readonly OnnxBatch _batch;
    private readonly WorkerContext _context;
    private readonly Action<OnnxBatch> _read;
    private long _scored = long.MinValue;

    public OnnxRowWorker(OnnxScore step, WorkerContext context)
    {
        _context = context;
        _session = step.Rent();
        _plan = OnnxPlan.Of(step, _session.Info, InputColumns.Of(context.Row.Schema));
        _batch = new(_plan, Math.Max(1, _plan.RowsOfRun));
        _read = _batch.Reader(context);
    }

    public override Delegate Getter(int output) => OnnxBatch.Getter(_plan, output, Current);

    protected override void Dispose(bool disposing)
    {
        _session.Dispose();
        base.Dispose(disposing);
    }

    private (OnnxBatch Batch, int Slot) Current()
    {
        if (_scored != _context.Row.Position)
        {
            _batch.Clear();
            _read(_batch);
            _batch.Score(_session.Session);
            _scored = _context.Row.Position;
        }
        return (_batch, 0);
    }
}
