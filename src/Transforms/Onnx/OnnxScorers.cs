using System.Collections.Concurrent;

namespace DeepRecipes.Transforms;

/// <summary>
/// Scores what is offered on threads of the pool, on no more than so many at once. A thread goes on as long as there is something to score, so that a network stays on its
/// processor, and nothing waits or has to be closed when there is not.
/// </summary>
/// <param name="most">Threads at once.</param>
internal sealed class OnnxScorers(int most)
{
    private readonly ConcurrentQueue<RowsAhead> _offered = [];
    private int _busy;

    /// <summary>Somebody else may take the rows first.</summary>
    public void Offer(RowsAhead rows)
    {
        _offered.Enqueue(rows);
        Wake();
    }

    private void Wake()
    {
        for (var busy = Volatile.Read(ref _busy); busy < most && !_offered.IsEmpty; busy = Volatile.Read(ref _busy))
        {
            if (Interlocked.CompareExchange(ref _busy, busy + 1, busy) != busy)
                continue;
            ThreadPool.UnsafeQueueUserWorkItem(static scorers => scorers.Score(), this, preferLocal: false);
            return;
        }
    }

    private void Score()
    {
        while (_offered.TryDequeue(out var rows))
            rows.TryScore();
        Interlocked.Decrement(ref _busy);
        // Rows that came since the last look saw this thread busy.
        Wake();
    }
}
