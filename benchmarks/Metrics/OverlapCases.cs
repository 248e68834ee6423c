using DeepRecipes.Kernels;

namespace DeepRecipes.Benchmarks.Metrics;

/// <summary>Each of 5,000 boxes with each of 5,000 others, beside torchvision. Both sides take new memory for every table.</summary>
internal static class OverlapCases
{
    private const int Boxes = 5_000;

    private delegate void Kernel(ReadOnlySpan<Box> first, ReadOnlySpan<Box> second, Span<float> table);

    public static void Run(Comparison comparison, PeerData data)
    {
        Box[] first = data.Next<Box>(Boxes);
        Box[] second = data.Next<Box>(Boxes);
        Row("IoU", "iou", IoUKernel.Pairwise);
        Row("GIoU", "giou", GeneralizedIoUKernel.Pairwise);
        Row("DIoU", "diou", DistanceIoUKernel.Pairwise);
        Row("CIoU", "ciou", CompleteIoUKernel.Pairwise);

        void Row(string name, string op, Kernel kernel)
        {
            float[] table = [];
            comparison.Row(
                $"{name} 5,000 x 5,000, one thread",
                op,
                () =>
                {
                    table = GC.AllocateUninitializedArray<float>(Boxes * Boxes);
                    kernel(first, second, table);
                },
                Comparison.Near(() => table.Sum(x => (double)x), 1e-6));
        }
    }
}
