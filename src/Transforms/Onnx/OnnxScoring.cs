namespace DeepRecipes.Transforms;

/// <summary>What all cursors of a transformer share: how rows are given to the network, and how many were.</summary>
internal sealed class OnnxScoring(OnnxScore step, bool onProcessor)
{
    /// <summary>Rows scored before schedules are tried: for fewer it is not worth the time.</summary>
    private const int RowsBeforeTrial = 256;

    private readonly Lock _trial = new();
    private volatile OnnxSchedule _schedule = OnnxSchedule.Of(step, onProcessor, 1);
    private long _scored;
    private long _kept;
    private volatile bool _isMeasured;

    public OnnxScore Step { get; } = step;

    public long RowsScored => Interlocked.Read(ref _scored);

    public long RowsFromKept => Interlocked.Read(ref _kept);

    public bool IsMeasured => _isMeasured;

    public OnnxSchedule Schedule => _schedule;

    /// <summary>Learns how large the rows are, on which it depends how many belong together.</summary>
    public void Learn(OnnxPlan plan)
    {
        lock (_trial)
        {
            if (!_isMeasured)
                _schedule = OnnxSchedule.Of(Step, onProcessor, plan.NumbersOfRow);
        }
    }

    /// <summary>Whether it is time to try schedules. On rows so large that the trial's would fill the memory nothing is tried.</summary>
    public bool WantsTrial(OnnxPlan plan) => !_isMeasured && RowsScored >= RowsBeforeTrial && (Step.Callers == 0 || Step.Threads == 0 || Step.BatchSize == 0) && ScheduleTrial.Rows <= OnnxSchedule.TooMany / plan.NumbersOfRow;

    public void Count(OnnxBatch batch)
    {
        Interlocked.Add(ref _scored, batch.ToScore);
        Interlocked.Add(ref _kept, batch.Count - batch.ToScore);
    }

    /// <summary>Tries schedules, unless another cursor has done so, or the rows are too few.</summary>
    public void Try(OnnxBatch batch, OnnxPlan plan)
    {
        if (!_trial.TryEnter())
            return;
        try
        {
            if (_isMeasured || batch.Groups.MaxBy(group => group.Count) is not { } rows || rows.Count < ScheduleTrial.Rows / 2)
                return;
            _schedule = ScheduleTrial.Best(OnnxSchedule.Candidates(Step, onProcessor, plan.NumbersOfRow, plan.RowsOfRun != 0), rows, plan.RowsOfRun, Step.Rent);
            _isMeasured = true;
        }
        finally
        {
            _trial.Exit();
        }
    }
}
