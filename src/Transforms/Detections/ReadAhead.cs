namespace DeepRecipes.Transforms;

/// <summary>Makes things ahead, several at once, and hands them out in their order. So pictures are decoded on all processors while the network sees those before.</summary>
internal static class ReadAhead
{
    /// <summary>Made things, in the order of what they are made of; at most <paramref name="ahead"/> are ready or under way beside the one handed out.</summary>
    public static IEnumerable<T> InOrder<TSource, T>(IEnumerable<TSource> source, Func<TSource, T> make, int ahead)
        where T : IDisposable
    {
        var queue = new Queue<Task<T>>();
        try
        {
            foreach (var one in source)
            {
                queue.Enqueue(Task.Run(() => make(one)));
                if (queue.Count > ahead)
                    yield return queue.Dequeue().GetAwaiter().GetResult();
            }
            while (queue.Count > 0)
                yield return queue.Dequeue().GetAwaiter().GetResult();
        }
        finally
        {
            // Who stops early leaves things that nobody will take.
            foreach (var left in queue)
                _ = left.ContinueWith(done => done.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }
    }
}
