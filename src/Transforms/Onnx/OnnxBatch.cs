using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>Room for the inputs and outputs of some rows: filled row by row, scored at once, read row by row. It is used again and again.</summary>
internal sealed class OnnxBatch : IDisposable
{
    private readonly OnnxPlan _plan;
    private readonly OnnxMemory _memory;
    private readonly OnnxOutput[] _outputs;
    private readonly List<OnnxGroup> _groups = [];

    /// <param name="plan">The columns.</param>
    /// <param name="memory">What the inputs are put into.</param>
    /// <param name="capacity">Rows it can hold.</param>
    /// <param name="keeps">Whether somebody keeps the outputs of its rows.</param>
    public OnnxBatch(OnnxPlan plan, OnnxMemory memory, int capacity, bool keeps)
    {
        _plan = plan;
        _memory = memory;
        Capacity = capacity;
        _outputs = NewOutputs(plan, capacity, keeps);
    }

    public int Capacity { get; }

    /// <summary>Rows in it.</summary>
    public int Count { get; private set; }

    /// <summary>Rows in it that are to be scored; of the others the outputs were known.</summary>
    public int ToScore { get; private set; }

    public bool IsFull => Count == Capacity;

    /// <summary>The rows to be scored, those of one shape together.</summary>
    public IEnumerable<OnnxGroup> Groups => _groups.Where(group => group.Count > 0);

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
            _groups.Add(fitting = new(_plan, row, _memory));
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
    public void Score(OnnxSession session, int batchSize)
    {
        foreach (var group in Groups)
        {
            for (var start = 0; start < group.Count;)
            {
                var left = group.Count - start;
                var rows = _plan.RowsOfRun == 0 ? Math.Min(batchSize, left) : _plan.RowsOfRun;
                var real = Math.Min(rows, left);
                using var results = group.Run(session, start, rows);
                Take(results, _outputs, rows, group.Slots.Slice(start, real));
                start += real;
            }
        }
    }

    /// <summary>How far the first row of a group is from what is had if it is scored again, beside so many others.</summary>
    public double Difference(OnnxGroup group, OnnxSession session, int rows)
    {
        var again = NewOutputs(_plan, 1, keeps: false);
        using (var results = group.Run(session, 0, rows))
            Take(results, again, rows, [0]);
        // Classes may change places where two scores are all but the same; scores may not.
        var compared = Array.Exists(again, output => output.IsFloating) ? again.Index().Where(output => output.Item.IsFloating) : again.Index();
        return compared.Max(output => _outputs[output.Index].Difference(output.Item, 0, group.Slots[0]));
    }

    /// <summary>The getter of an output for the row that <paramref name="current"/> says.</summary>
    public static Delegate Getter(OnnxPlan plan, int output, Func<(OnnxBatch Batch, int Slot)> current) =>
        plan.Outputs[output].Element.Getter(() =>
        {
            var (batch, slot) = current();
            return (batch._outputs[output], slot);
        });

    public void Dispose()
    {
        foreach (var group in _groups)
            group.Dispose();
    }

    private static OnnxOutput[] NewOutputs(OnnxPlan plan, int capacity, bool keeps) => [.. plan.Outputs.Select(output => output.Element.Output(output, capacity, keeps))];

    private void Take(IReadOnlyList<OrtValue> results, OnnxOutput[] outputs, int rows, ReadOnlySpan<int> slots)
    {
        for (var i = 0; i < outputs.Length; i++)
            outputs[i].Take(results[_plan.Outputs[i].Source], rows, slots);
    }
}
