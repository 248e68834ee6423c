using Microsoft.ML.OnnxRuntime;

namespace DeepRecipes.Transforms;

/// <summary>Some rows of a network, used again and again: read row by row, scored at once, handed out row by row. What the network reads is let go of once it has read it.</summary>
internal sealed class OnnxBatch
{
    private readonly OnnxPlan _plan;
    private readonly OnnxIntakes _intakes;
    private readonly bool[] _wanted;
    private readonly OnnxOutput?[] _outputs;
    private readonly string[] _outputNames;
    private OnnxIntake? _intake;

    /// <param name="plan">The columns.</param>
    /// <param name="intakes">What rows are read with and run in.</param>
    /// <param name="wanted">The outputs that somebody will ask for.</param>
    /// <param name="keeps">Whether somebody keeps the outputs of its rows.</param>
    public OnnxBatch(OnnxPlan plan, OnnxIntakes intakes, bool[] wanted, bool keeps)
    {
        _plan = plan;
        _intakes = intakes;
        _wanted = wanted;
        _outputs = NewOutputs(Capacity, keeps);
        _outputNames = plan.NamesOf(wanted);
    }

    public int Capacity => _intakes.Capacity;

    /// <summary>Rows in it.</summary>
    public int Count { get; private set; }

    /// <summary>Rows in it that are to be scored; of the others the outputs were known.</summary>
    public int ToScore { get; private set; }

    public bool IsFull => Count == Capacity;

    /// <summary>The rows to be scored, those of one shape together; none once the inputs are let go of.</summary>
    public IEnumerable<OnnxGroup> Groups => _intake?.Groups ?? [];

    public void Clear()
    {
        LetGoOfInputs();
        Count = 0;
        ToScore = 0;
    }

    /// <summary>Reads the row that the input stands on.</summary>
    public void Read()
    {
        _intake ??= _intakes.Rent();
        _intake.Read(Count);
        Count++;
        ToScore++;
    }

    /// <summary>Adds a row whose outputs are known.</summary>
    public void AddKept(Array[] outputs)
    {
        for (var i = 0; i < outputs.Length; i++)
            _outputs[i]!.Put(Count, outputs[i]);
        Count++;
    }

    /// <summary>The outputs of a row, to be kept.</summary>
    public Array[] Row(int slot) => Array.ConvertAll(_outputs, output => output!.Row(slot));

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

    /// <summary>The rows will not be run again: others may use what they were read with.</summary>
    public void LetGoOfInputs()
    {
        if (_intake is null)
            return;
        _intake.Clear();
        _intakes.Return(_intake);
        _intake = null;
    }

    /// <summary>How far the first row of a group is from what is had if it is scored again, beside so many others.</summary>
    public double Difference(OnnxGroup group, OnnxSession session, int rows)
    {
        var again = NewOutputs(1, keeps: false);
        using (var results = group.Run(session, 0, rows))
            Take(results, again, rows, [0]);
        // Classes may change places where two scores are all but the same; scores may not.
        var fractionsOnly = Array.Exists(again, output => output is { IsFloating: true });
        var difference = 0.0;
        for (var i = 0; i < again.Length; i++)
        {
            if (again[i] is { } output && (output.IsFloating || !fractionsOnly))
                difference = Math.Max(difference, _outputs[i]!.Difference(output, 0, group.Slots[0]));
        }
        return difference;
    }

    /// <summary>The getter of an output for the row that <paramref name="current"/> says.</summary>
    public static Delegate Getter(OnnxPlan plan, int output, Func<(OnnxBatch Batch, int Slot)> current) =>
        plan.Outputs[output].Element.Getter(() =>
        {
            var (batch, slot) = current();
            return (batch._outputs[output]!, slot);
        });

    private OnnxOutput?[] NewOutputs(int capacity, bool keeps) =>
        [.. _plan.Outputs.Select((output, i) => _wanted[i] ? output.Element.Output(output, capacity, keeps) : null)];

    private void Take(IReadOnlyList<OrtValue> results, OnnxOutput?[] outputs, int rows, ReadOnlySpan<int> slots)
    {
        for (var i = 0; i < outputs.Length; i++)
            outputs[i]?.Take(results[Array.IndexOf(_outputNames, _plan.Outputs[i].Tensor.Name)], rows, slots);
    }
}
