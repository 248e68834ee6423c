using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>Room for the inputs and outputs of some rows: filled row by row, scored at once, read row by row. It is used again and again.</summary>
internal sealed class OnnxBatch
{
    private readonly OnnxPlan _plan;
    private readonly OnnxOutput[] _outputs;
    private readonly List<OnnxGroup> _groups = [];

    /// <param name="plan">The columns.</param>
    /// <param name="capacity">Rows it can hold.</param>
    /// <param name="keeps">Whether somebody keeps the outputs of its rows.</param>
    public OnnxBatch(OnnxPlan plan, int capacity, bool keeps)
    {
        _plan = plan;
        Capacity = capacity;
        _outputs = [.. plan.Outputs.Select(output => output.Element.Output(output, capacity, keeps))];
    }

    public int Capacity { get; }

    /// <summary>Rows in it.</summary>
    public int Count { get; private set; }

    /// <summary>Rows in it that are to be scored; of the others the outputs were known.</summary>
    public int ToScore { get; private set; }

    public bool IsFull => Count == Capacity;

    /// <summary>The rows to be scored, those of one shape together.</summary>
    public IEnumerable<OnnxGroup> Groups => _groups.Where(group => group.Count > 0);

    public IReadOnlyList<OnnxOutput> Outputs => _outputs;

    public void Clear()
    {
        Count = 0;
        ToScore = 0;
        foreach (var group in _groups)
            group.Clear();
    }

    /// <summary>Adds the row that was read.</summary>
    public void Add(OnnxRowReader row)
    {
        OnnxGroup? fitting = null;
        foreach (var group in _groups)
        {
            // An empty group is taken only where no other fits.
            if (group.Takes(row.Sizes) && (fitting is null || group.Count > 0))
                fitting = group;
        }
        if (fitting is null)
            _groups.Add(fitting = new(_plan, row));
        fitting.Add(row, Count++);
        ToScore++;
    }

    /// <summary>Adds a row whose outputs are known.</summary>
    public void AddKept(Array[] outputs)
    {
        for (var i = 0; i < outputs.Length; i++)
            _outputs[i].Put(Count, outputs[i]);
        Count++;
    }

    /// <summary>The outputs of a row, to be kept.</summary>
    public Array[] Row(int slot) => Array.ConvertAll(_outputs, output => output.Row(slot));

    /// <summary>Runs the network over all rows in it that are to be scored.</summary>
    /// <param name="session">The network.</param>
    /// <param name="batchSize">Rows of one run where the network leaves it open.</param>
    public void Score(InferenceSession session, int batchSize)
    {
        foreach (var group in Groups)
        {
            for (var start = 0; start < group.Count;)
            {
                var left = group.Count - start;
                var rows = _plan.RowsOfRun == 0 ? Math.Min(batchSize, left) : _plan.RowsOfRun;
                var real = Math.Min(rows, left);
                using var results = group.Run(session, start, rows);
                for (var i = 0; i < _outputs.Length; i++)
                    _outputs[i].Take(results[i], rows, group.Slots.Slice(start, real));
                start += real;
            }
        }
    }

    /// <summary>The getter of an output for the row that <paramref name="current"/> says.</summary>
    public static Delegate Getter(OnnxPlan plan, int output, Func<(OnnxBatch Batch, int Slot)> current) =>
        plan.Outputs[output].Element.Getter(() =>
        {
            var (batch, slot) = current();
            return (batch._outputs[output], slot);
        });
}
