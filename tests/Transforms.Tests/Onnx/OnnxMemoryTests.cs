using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace DeepRecipes.Transforms.Tests;

/// <summary>What scoring leaves behind. It runs alone, because it looks at the memory of the whole process.</summary>
[Collection(nameof(OnnxMemoryTests))]
[CollectionDefinition(nameof(OnnxMemoryTests), DisableParallelization = true)]
public sealed class OnnxMemoryTests
{
    private const int Length = 2048;

    private readonly MLContext _context = new(seed: 1);

    private sealed class Row
    {
        [ColumnName("x")]
        [VectorType(Length)]
        public float[] X { get; set; } = [];
    }

    [Fact]
    public void Ten_thousand_rows_leave_no_more_behind_than_one_thousand()
    {
        var numbers = new float[Length];
        var data = _context.Data.LoadFromEnumerable(Enumerable.Range(0, 10_000).Select(_ => new Row { X = numbers }));
        var model = OnnxBytes.Model(
            13, OnnxBytes.Node("Relu", "", ["x"], ["y"]), OnnxBytes.Text(2, "g"), OnnxBytes.Input("x", OnnxBytes.Float, "N", Length), OnnxBytes.Output("y", OnnxBytes.Float, "N", Length));
        var view = _context.Vision().Step(OnnxScore.Of(model) with { BatchSize = 16, Callers = 2, Threads = 1 }).Fit(data).Transform(data);
        using var cursor = view.GetRowCursor([view.Schema["y"]]);
        var getter = cursor.GetGetter<VBuffer<float>>(view.Schema["y"]);
        var y = default(VBuffer<float>);
        var (managed, working) = (0L, 0L);
        for (var row = 0; cursor.MoveNext(); row++)
        {
            getter(ref y);
            if (row == 1_000)
                (managed, working) = Used();
        }
        // 9,000 rows of 8 kB would be 70 MB, kept by the garbage collector or by the native library.
        var (managedAfter, workingAfter) = Used();
        Assert.InRange(managedAfter - managed, long.MinValue, 10_000_000);
        Assert.InRange(workingAfter - working, long.MinValue, 40_000_000);
        Assert.Equal(Length, y.Length);
    }

    private static (long Managed, long Working) Used()
    {
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        return (managed, process.WorkingSet64);
    }
}
