using System.Collections.Concurrent;
using Microsoft.ML;

namespace DeepRecipes.Transforms;

/// <summary>
/// What one who reads rows and then runs the network over them needs for it: the getters, and the memory that the network reads. It is rented for as long as that takes, so that
/// there are no more of them than there are runs at once, and what was just read is near when the network reads it.
/// </summary>
/// <param name="plan">The columns.</param>
/// <param name="reader">What reads the rows.</param>
/// <param name="memory">Where the inputs are put.</param>
/// <param name="outputNames">The outputs that are wanted.</param>
internal sealed class OnnxIntake(OnnxPlan plan, OnnxRowReader reader, OnnxMemory memory, string[] outputNames) : IDisposable
{
    private readonly List<OnnxGroup> _groups = [];

    /// <summary>The rows to be scored, those of one shape together.</summary>
    public IEnumerable<OnnxGroup> Groups => _groups.Where(group => group.Count > 0);

    public void Clear()
    {
        foreach (var group in _groups)
            group.Clear();
    }

    /// <summary>Reads the row that the input stands on.</summary>
    /// <param name="slot">What the row is called.</param>
    public void Read(int slot)
    {
        reader.Read();
        var sizes = reader.Sizes;
        OnnxGroup? fitting = null;
        foreach (var group in _groups)
        {
            // An empty group is taken only where no other fits.
            if (group.Takes(sizes) && (fitting is null || group.Count > 0))
                fitting = group;
        }
        if (fitting is null)
            _groups.Add(fitting = new(plan, reader, memory, outputNames));
        fitting.Add(sizes, slot);
    }

    public void Dispose()
    {
        foreach (var group in _groups)
            group.Dispose();
    }
}

/// <summary>As many of them as there are runs at once.</summary>
internal sealed class OnnxIntakes : IDisposable
{
    private readonly Func<OnnxIntake> _make;

    // Whoever returned one gets it back, with what his processor's caches hold of it.
    private readonly ConcurrentBag<OnnxIntake> _free = [];

    /// <param name="plan">The columns.</param>
    /// <param name="row">The row that is read again and again as it moves.</param>
    /// <param name="memory">Where the inputs are put.</param>
    /// <param name="wanted">The outputs that are wanted.</param>
    /// <param name="capacity">Rows that one of them takes.</param>
    public OnnxIntakes(OnnxPlan plan, DataViewRow row, OnnxMemory memory, bool[] wanted, int capacity)
    {
        var outputNames = plan.NamesOf(wanted);
        var alone = capacity == 1 && plan.RowsOfRun <= 1 && !memory.IsPinned;
        _make = () => new(plan, new(plan, row, alone), memory, outputNames);
        Capacity = capacity;
    }

    public int Capacity { get; }

    public OnnxIntake Rent() => _free.TryTake(out var intake) ? intake : _make();

    public void Return(OnnxIntake intake) => _free.Add(intake);

    public void Dispose()
    {
        foreach (var intake in _free)
            intake.Dispose();
    }
}
