namespace DeepRecipes.Detection.Tests;

/// <summary>Counts the bytes that a call allocates on this thread once everything is warm.</summary>
internal static class Allocations
{
    public static long WhenWarm(Action call)
    {
        call();
        call();
        // The least of some: a garbage collection in between may trim the pool that memory is rented from.
        return Enumerable.Range(0, 5).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            call();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }
}
