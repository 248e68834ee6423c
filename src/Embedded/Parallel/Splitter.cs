using System.Collections.Concurrent;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Reads a cursor on a thread of its own and deals its rows out in batches to several cursors.</summary>
internal sealed class Splitter : IDisposable
{
    private const int RowsPerBatch = 128;
    private const int BatchesAhead = 4;

    private readonly DataViewRowCursor _input;
    private readonly int _n;
    private readonly BlockingCollection<RowBatch> _filled = new(BatchesAhead);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _startLock = new();
    private Task _reader;
    private Exception _error;
    private int _running;

    public Splitter(DataViewRowCursor input, int n)
    {
        _input = input;
        _n = n;
        _running = n;
    }

    public DataViewRowCursor[] Cursors(IChannelProvider provider)
        => [.. Enumerable.Range(0, _n).Select(_ => (DataViewRowCursor)new BatchCursor(provider, _input, Next, StopOne()))];

    public void Dispose()
    {
        _stop.Cancel();
        lock (_startLock)
        {
            _reader ??= Task.CompletedTask;
            _reader.Wait();
        }

        _input.Dispose();
        _filled.Dispose();
        _stop.Dispose();
    }

    private RowBatch Next()
    {
        lock (_startLock)
            _reader ??= Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (_filled.TryTake(out var batch, Timeout.Infinite))
            return batch;
        return _error == null ? null : throw ParallelError.Of(_error);
    }

    /// <summary>An action that, the first time it is called, says that one cursor needs no more; the last of them ends the reading.</summary>
    private Action StopOne()
    {
        var stopped = false;
        return () =>
        {
            if (!stopped && Interlocked.Decrement(ref _running) == 0)
                Dispose();
            stopped = true;
        };
    }

    private void Read()
    {
        try
        {
            var pool = new RowBatchPool(_input);
            RowBatch batch = null;
            var id = 0L;
            while (!_stop.IsCancellationRequested && _input.MoveNext())
            {
                batch ??= pool.Rent(id++);
                batch.Append();
                if (batch.Count < RowsPerBatch)
                    continue;
                _filled.Add(batch, _stop.Token);
                batch = null;
            }

            if (batch != null)
                _filled.Add(batch, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
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
