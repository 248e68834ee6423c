namespace DeepRecipes.Detection.Tests;

/// <summary>Counts the bytes that a call allocates on this thread once everything is warm.</summary>
internal static class Allocations
{
    public static long WhenWarm(Action call)
    {
        call();
        call();
        var before = GC.GetAllocatedBytesForCurrentThread();
        call();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
