using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepRecipes.Kernels;

/// <summary>The two loops over pairs of boxes, for every overlap measure and every width.</summary>
internal static class BoxPairDriver
{
    /// <summary>Boxes that are turned into columns at a time: six columns of doubles stay in the first-level cache.</summary>
    private const int Block = 256;

    public static T One<TOperator, T>(T ax1, T ay1, T ax2, T ay2, T bx1, T by1, T bx2, T by2)
        where TOperator : struct, IBoxPairOperator
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        TOperator.Invoke<LanesScalar<T>, T>(Single<TOperator, LanesScalar<T>, T>(ax1, ay1, ax2, ay2), Single<TOperator, LanesScalar<T>, T>(bx1, by1, bx2, by2)).Value;

    /// <summary>destination[i] from boxes1[i] and boxes2[i].</summary>
    public static void Paired<TOperator, T>(ReadOnlySpan<T> boxes1, ReadOnlySpan<T> boxes2, Span<T> destination)
        where TOperator : struct, IBoxPairOperator
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        EnsureBoxes(boxes1.Length, nameof(boxes1));
        Ensure.Length(boxes2.Length, boxes1.Length, nameof(boxes2));
        Ensure.Room(destination.Length, boxes1.Length / 4, nameof(destination));
        int count = boxes1.Length / 4;
        T[] scratch = ArrayPool<T>.Shared.Rent(2 * Block * BoxColumns<T>.Width);
        for (int start = 0; start < count; start += Block)
        {
            int length = Math.Min(Block, count - start);
            var a = new BoxColumns<T>(boxes1.Slice(4 * start, 4 * length), scratch, TOperator.UsesAspect);
            var b = new BoxColumns<T>(boxes2.Slice(4 * start, 4 * length), scratch.AsSpan(Block * BoxColumns<T>.Width), TOperator.UsesAspect);
            ref T results = ref destination[start];
            int i = 0;
            if (Vector512.IsHardwareAccelerated)
                PairedLoop<TOperator, Lanes512<T>, T>(in a, in b, ref results, ref i, length);
            if (Vector256.IsHardwareAccelerated)
                PairedLoop<TOperator, Lanes256<T>, T>(in a, in b, ref results, ref i, length);
            if (Vector128.IsHardwareAccelerated)
                PairedLoop<TOperator, Lanes128<T>, T>(in a, in b, ref results, ref i, length);
            PairedLoop<TOperator, LanesScalar<T>, T>(in a, in b, ref results, ref i, length);
        }

        ArrayPool<T>.Shared.Return(scratch);
    }

    /// <summary>destination[i * count2 + j] from boxes1[i] and boxes2[j].</summary>
    public static void Pairwise<TOperator, T>(ReadOnlySpan<T> boxes1, ReadOnlySpan<T> boxes2, Span<T> destination)
        where TOperator : struct, IBoxPairOperator
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        EnsureBoxes(boxes1.Length, nameof(boxes1));
        EnsureBoxes(boxes2.Length, nameof(boxes2));
        int count1 = boxes1.Length / 4;
        int count2 = boxes2.Length / 4;
        Ensure.Room(destination.Length, checked(count1 * count2), nameof(destination));
        if (count1 == 0 || count2 == 0)
            return;
        T[] scratch = ArrayPool<T>.Shared.Rent(count2 * BoxColumns<T>.Width);
        var columns = new BoxColumns<T>(boxes2, scratch, TOperator.UsesAspect);
        for (int row = 0; row < count1; row++)
        {
            ReadOnlySpan<T> box = boxes1.Slice(4 * row, 4);
            ref T results = ref destination[row * count2];
            int j = 0;
            if (Vector512.IsHardwareAccelerated)
                RowLoop<TOperator, Lanes512<T>, T>(box, in columns, ref results, ref j, count2);
            if (Vector256.IsHardwareAccelerated)
                RowLoop<TOperator, Lanes256<T>, T>(box, in columns, ref results, ref j, count2);
            if (Vector128.IsHardwareAccelerated)
                RowLoop<TOperator, Lanes128<T>, T>(box, in columns, ref results, ref j, count2);
            RowLoop<TOperator, LanesScalar<T>, T>(box, in columns, ref results, ref j, count2);
        }

        ArrayPool<T>.Shared.Return(scratch);
    }

    private static void PairedLoop<TOperator, TLanes, T>(in BoxColumns<T> a, in BoxColumns<T> b, ref T results, ref int index, int count)
        where TOperator : struct, IBoxPairOperator
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = index;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TLanes value = TOperator.Invoke<TLanes, T>(
                new BoxLanes<TLanes, T>(in a, i, TOperator.UsesAspect), new BoxLanes<TLanes, T>(in b, i, TOperator.UsesAspect));
            TLanes.Store(value, ref results, i);
        }

        index = i;
    }

    private static void RowLoop<TOperator, TLanes, T>(ReadOnlySpan<T> box, in BoxColumns<T> columns, ref T results, ref int index, int count)
        where TOperator : struct, IBoxPairOperator
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BoxLanes<TLanes, T> a = Single<TOperator, TLanes, T>(box[0], box[1], box[2], box[3]);
        int j = index;
        for (; j <= count - TLanes.Count; j += TLanes.Count)
            TLanes.Store(TOperator.Invoke<TLanes, T>(in a, new BoxLanes<TLanes, T>(in columns, j, TOperator.UsesAspect)), ref results, j);
        index = j;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static BoxLanes<TLanes, T> Single<TOperator, TLanes, T>(T x1, T y1, T x2, T y2)
        where TOperator : struct, IBoxPairOperator
        where TLanes : struct, ILanes<TLanes, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T width = x2 - x1;
        T height = y2 - y1;
        return new(x1, y1, x2, y2, width * height, TOperator.UsesAspect ? T.Atan(width / height) : T.Zero);
    }

    private static void EnsureBoxes(int length, string name)
    {
        if (length % 4 != 0)
            throw new ArgumentException($"{name} holds {length} numbers; a multiple of 4 (x1, y1, x2, y2) is needed.", name);
    }

    public static ReadOnlySpan<float> Numbers(ReadOnlySpan<Box> boxes) => MemoryMarshal.Cast<Box, float>(boxes);
}
