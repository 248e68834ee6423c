using DeepRecipes.Detection;

namespace DeepRecipes.Transforms;

/// <summary>Counts the detections that rows lost because they are no numbers, so that it is said once a cursor and not in silence.</summary>
internal sealed class NonFiniteTally(WorkerContext context)
{
    private long _detections;
    private long _rows;

    /// <summary>Adds what a row has lost.</summary>
    public void Add(DetectionBuffer row)
    {
        _detections += row.NonFiniteCount;
        _rows += row.NonFiniteCount > 0 ? 1 : 0;
    }

    /// <summary>Says it, where there is something to say.</summary>
    public void Tell()
    {
        if (_detections > 0)
            context.Warn($"{_detections} candidates in {_rows} rows had a score, box or keypoint that is NaN or infinite; they are not among the detections. Look at the network, or at what goes into it.");
        _detections = _rows = 0;
    }
}
