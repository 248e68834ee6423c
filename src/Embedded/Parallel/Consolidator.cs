using System.Collections.Concurrent;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Reads each of several cursors on a thread of its own and gives their rows out in the order of their batch numbers: a number belongs to one cursor and
/// never decreases within it, so the smallest of those that wait comes next.
/// </summary>
internal sealed class Consolidator : IDisposable
{
    private const int BatchesAhead = 4;

    private readonly Worker[] _workers;
    private readonly CancellationTokenSource _stop = new();
    private bool _started;
    private bool _stopped;

    public Consolidator(DataViewRowCursor[] inputs) => _workers = Array.ConvertAll(inputs, input => new Worker(this, input));

    public DataViewRowCursor Cursor(IChannelProvider provider) => new BatchCursor(provider, _workers[0].Input, Next, Dispose);

    public void Dispose()
    {
        if (_stopped)
            return;
        _stopped = true;
        _stop.Cancel();
        foreach (var worker in _workers)
            worker.Dispose();
        _stop.Dispose();
    }

    private RowBatch Next()
    {
        if (!_started)
        {
            _started = true;
            foreach (var worker in _workers)
                worker.Start();
        }

        Worker first = null;
        foreach (var worker in _workers)
        {
            if (worker.Peek() && (first == null || worker.Head.Id < first.Head.Id))
                first = worker;
        }

        return first?.Take();
    }

    private sealed class Worker(Consolidator owner, DataViewRowCursor input) : IDisposable
    {
        private readonly BlockingCollection<RowBatch> _filled = new(BatchesAhead);
        private Task _task;
        private Exception _error;

        public DataViewRowCursor Input => input;

        /// <summary>The batch that comes next from this cursor.</summary>
        public RowBatch Head { get; private set; }

        public void Start() => _task = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        /// <summary>Waits for <see cref="Head"/>; false at the end of this cursor.</summary>
        public bool Peek()
        {
            if (Head == null && _filled.TryTake(out var batch, Timeout.Infinite))
                Head = batch;
            if (Head == null && _error != null)
                throw ParallelError.Of(_error);
            return Head != null;
        }

        public RowBatch Take()
        {
            var batch = Head;
            Head = null;
            return batch;
        }

        public void Dispose()
        {
            _task?.Wait();
            input.Dispose();
            _filled.Dispose();
        }

        private void Read()
        {
            try
            {
                var pool = new RowBatchPool(input);
                RowBatch batch = null;
                while (!owner._stop.IsCancellationRequested && input.MoveNext())
                {
                    if (batch != null && batch.Id != input.Batch)
                    {
                        _filled.Add(batch, owner._stop.Token);
                        batch = null;
                    }

                    batch ??= pool.Rent(input.Batch);
                    batch.Append();
                }

                if (batch != null)
                    _filled.Add(batch, owner._stop.Token);
            }
            catch (OperationCanceledException) when (owner._stop.IsCancellationRequested)
            {
                // Nobody reads any more.
            }
            catch (Exception e)
            {
                _error = e;
            }
            finally
            {
                _filled.CompleteAdding();
            }
        }
    }
}
